namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class InputTemplateTests
{
    private const string Bert = """{"type":"BertProcessing","cls":["[CLS]",1],"sep":["[SEP]",2]}""";
    private const string Roberta = """{"type":"RobertaProcessing","cls":["[CLS]",1],"sep":["[SEP]",2],"trim_offsets":true}""";

    [Theory]
    [InlineData("null", "10 11", "0 0", "10 11 20", "0 0 1")]
    [InlineData(Bert, "1 10 11 2", "0 0 0 0", "1 10 11 2 20 2", "0 0 0 0 1 1")]
    [InlineData(Roberta, "1 10 11 2", "0 0 0 0", "1 10 11 2 2 20 2", "0 0 0 0 0 0 0")]
    [InlineData("""{"type":"Sequence","processors":[{"type":"ByteLevel"},""" + Bert + "]}",
        "1 10 11 2", "0 0 0 0", "1 10 11 2 20 2", "0 0 0 0 1 1")]
    public void Write_PostProcessors_PutTheirSpecialTokens(string processor, string alone, string aloneTypes, string pair, string pairTypes)
    {
        var template = TestTokenizers.FromJson(TestTokenizers.Json(postProcessor: processor)).Template;
        Span<long> ids = new long[16], types = new long[16];
        var length = template.WriteSingle([10, 11], ids, types);
        Assert.Equal((alone, aloneTypes), (string.Join(' ', ids[..length].ToArray()), string.Join(' ', types[..length].ToArray())));
        Assert.Equal(2 + template.SingleSpecialTokens, length);

        length = template.WritePair([10, 11], [20], ids, types);
        Assert.Equal((pair, pairTypes), (string.Join(' ', ids[..length].ToArray()), string.Join(' ', types[..length].ToArray())));
        Assert.Equal(3 + template.PairSpecialTokens, length);
    }

    [Fact]
    public void Write_DestinationTooShort_Throws()
    {
        var template = TestTokenizers.Bert.Template;
        Assert.Throws<ArgumentException>(() => template.WriteSingle([1, 2], new long[3], []));
        Assert.Throws<ArgumentException>(() => template.WritePair([1], [2], new long[5], new long[4]));
    }

    [Fact]
    public void WritePair_NoTypeIdsWanted_WritesIdsOnly()
    {
        var ids = new long[5];
        Assert.Equal(5, TestTokenizers.Bert.Template.WritePair([7], [8], ids, []));
        Assert.Equal([101, 7, 102, 8, 102], ids);
    }
}
