using System.Text.Json.Nodes;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

public sealed class TokenizerLoadTests
{
    [Fact]
    public void Load_BundledModel_DescribesItself()
    {
        var tokenizer = TestTokenizers.Bert;
        Assert.Equal(("WordPiece", "tokenizer.json", 30522, 512),
            (tokenizer.Kind, tokenizer.SourceFile, tokenizer.VocabularySize, tokenizer.ModelMaxLength));
        Assert.Equal((0, 101, 102, 100, 103),
            (tokenizer.PadTokenId, tokenizer.ClsTokenId, tokenizer.SepTokenId, tokenizer.UnkTokenId, tokenizer.MaskTokenId));
        Assert.Equal((null, null, false), (tokenizer.BosTokenId, tokenizer.EosTokenId, tokenizer.TruncatesLeft));
    }

    [Fact]
    public void Load_RobertaModel_DescribesItself()
    {
        var tokenizer = TestTokenizers.Roberta;
        Assert.Equal(("byte-level BPE", 1500), (tokenizer.Kind, tokenizer.VocabularySize));
        Assert.Equal((0, 2, 1, 3, 0, 2),
            (tokenizer.BosTokenId, tokenizer.EosTokenId, tokenizer.PadTokenId, tokenizer.UnkTokenId,
             tokenizer.ClsTokenId, tokenizer.SepTokenId));
    }

    [Fact]
    public void Load_WordListAlone_GivesTheSameIds()
    {
        using var folder = new TemporaryFolder();
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Model("bge-small-en-v1.5"), "tokenizer.json")))!["model"]!;
        folder.Write("vocab.txt", string.Join('\n', model["vocab"]!.AsObject().OrderBy(t => (int)t.Value!).Select(t => t.Key)) + "\n");
        var tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal(("WordPiece", "vocab.txt", 30522), (tokenizer.Kind, tokenizer.SourceFile, tokenizer.VocabularySize));
        foreach (var line in Fixtures.ReadLines(Fixtures.Portable("wordpiece.jsonl")))
            Golden.Equal(line.Text("text"), line.Ids("input_ids"), Golden.Single(tokenizer, line.Text("text")));
    }

    [Fact]
    public void Load_VocabularyAndMerges_GivesTheSameIds()
    {
        using var folder = new TemporaryFolder();
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.TinyModel("roberta-reranker"), "tokenizer.json")))!["model"]!;
        folder.Write("vocab.json", model["vocab"]!.ToJsonString());
        folder.Write("merges.txt", "#version: 0.2\n"
            + string.Concat(model["merges"]!.AsArray().Select(m => m is JsonArray pair ? $"{pair[0]} {pair[1]}\n" : $"{m}\n")));
        var tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal(("byte-level BPE", "vocab.json"), (tokenizer.Kind, tokenizer.SourceFile));
        foreach (var line in Fixtures.ReadLines(Fixtures.Portable("wordpiece.jsonl")))
        {
            // RoBERTa's mask takes the space before it, which the tiny model's tokenizer.json does not ask for.
            var text = line.Text("text").Replace(" <mask>", "<mask>", StringComparison.Ordinal);
            Assert.Equal(TestTokenizers.Roberta.Ids(text), tokenizer.Ids(text));
        }
        Assert.Equal(tokenizer.Ids("a<mask> b"), tokenizer.Ids("a \t<mask> b"));
    }

    [Fact]
    public void Load_MergesAsPairsOrAsText_GivesTheSameIds()
    {
        var other = TestTokenizers.FromJson(TestTokenizers.Changed("roberta-reranker", json =>
        {
            var merges = json["model"]!["merges"]!.AsArray();
            for (var i = 0; i < merges.Count; i++)
                merges[i] = merges[i] is JsonArray pair ? $"{pair[0]} {pair[1]}" : new JsonArray([.. $"{merges[i]}".Split(' ')]);
        }));
        const string Text = "Merges come as texts or as pairs, é 漢字.";
        Assert.Equal(TestTokenizers.Roberta.Ids(Text), other.Ids(Text));
    }

    [Theory]
    [InlineData("""{"model_max_length":1000000000000000019884624838656}""", null, false)]
    [InlineData("""{"model_max_length":512,"truncation_side":"left"}""", 512, true)]
    [InlineData("""{"model_max_length":null,"truncation_side":"right"}""", null, false)]
    public void Load_Configuration_ReadsLimitAndSide(string config, int? limit, bool left)
    {
        var tokenizer = TestTokenizers.FromJson(TestTokenizers.Json(), config);
        Assert.Equal((limit, left), (tokenizer.ModelMaxLength, tokenizer.TruncatesLeft));
    }

    [Theory]
    [InlineData("""{"tokenizer_class":"BertTokenizer","do_lower_case":true}""", new[] { 3 })]
    [InlineData("""{"tokenizer_class":"DistilBertTokenizerFast","do_lower_case":true}""", new[] { 3 })]
    [InlineData("""{"tokenizer_class":"BertTokenizer"}""", new[] { 0 })]
    [InlineData("""{"tokenizer_class":"MPNetTokenizer","do_lower_case":true}""", new[] { 0 })]
    public void Load_ConfigurationDisagreesOnLowercase_OverrulesForBertOnly(string config, int[] expected)
    {
        var json = TestTokenizers.Json(normalizer: """{"type":"BertNormalizer","lowercase":false}""");
        Assert.Equal(expected, TestTokenizers.FromJson(json, config).Ids("A"));
    }

    [Fact]
    public void Load_SpecialTokensMapAlone_FindsTheIds()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", TestTokenizers.Json());
        folder.Write("special_tokens_map.json", """{"pad_token":{"content":"!"},"bos_token":"ab"}""");
        var tokenizer = Tokenizer.Load(folder.Path);
        Assert.Equal((7, 6, 1), (tokenizer.PadTokenId, tokenizer.BosTokenId, tokenizer.ClsTokenId));
    }
}
