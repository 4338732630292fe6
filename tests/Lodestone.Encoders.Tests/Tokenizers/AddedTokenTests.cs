namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class AddedTokenTests
{
    [Theory]
    [InlineData("", "a<x>b", "3 9 4", "0-1 1-4 4-5")]
    [InlineData("", "<x>", "9", "0-3")]
    [InlineData("", "a <x> b", "3 9 4", "0-1 2-5 6-7")]
    [InlineData("\"lstrip\":true", "a \t<x> b", "3 9 4", "0-1 1-6 7-8")]
    [InlineData("\"rstrip\":true", "a <x> \n b", "3 9 4", "0-1 2-8 8-9")]
    [InlineData("\"lstrip\":true,\"rstrip\":true", "<x> <x> <x>", "9 9 9", "0-4 4-8 8-11")]
    [InlineData("\"single_word\":true", "a <x> b<x> <x>é", "3 9 0 0", "0-1 2-5 6-10 11-15")]
    public void Encode_AddedToken_TakesWhatItsFlagsSay(string flags, string text, string ids, string ranges)
    {
        var token = $$"""{"id":9,"content":"<x>","special":true{{(flags.Length > 0 ? "," : "")}}{{flags}}}""";
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(addedTokens: $"[{token}]"));
        Assert.Equal(ids, string.Join(' ', tokenizer.Ids(text)));
        Assert.Equal(ranges, string.Join(' ', tokenizer.Ranges(text).Select(r => $"{r.Item1}-{r.Item2}")));
        Assert.Equal(10, tokenizer.VocabularySize);
    }

    [Fact]
    public void Encode_TwoTokensThatStartTogether_TakesTheLonger()
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            addedTokens: """[{"id":9,"content":"<x","normalized":false},{"id":8,"content":"<x>","normalized":false}]"""));
        Assert.Equal([8, 9, 3], tokenizer.Ids("<x><xa"));
    }

    [Fact]
    public void Encode_NormalizedToken_IsFoundAfterNormalization()
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(
            normalizer: """{"type":"Lowercase"}""",
            addedTokens: """[{"id":9,"content":"Xy","normalized":true},{"id":8,"content":"Zz","normalized":false}]"""));
        Assert.Equal([3, 9, 3, 8], tokenizer.Ids("a XY a Zz"));
        Assert.Equal([0], tokenizer.Ids("zz"));
        Assert.Equal([(0, 1), (2, 4)], tokenizer.Ranges("a xY"));
    }
}
