using System.Text.Json.Nodes;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>The tokenizers of the fixtures, loaded once, and small ones written by the tests themselves.</summary>
internal static class TestTokenizers
{
    private static readonly Lazy<Tokenizer> LazyBert = new(() => Tokenizer.Load(Fixtures.Model("bge-small-en-v1.5")));
    private static readonly Lazy<Tokenizer> LazyRoberta = new(() => Tokenizer.Load(Fixtures.TinyModel("roberta-reranker")));
    private static readonly Lazy<Tokenizer> LazyModernBert = new(() => Tokenizer.Load(Fixtures.TinyModel("modernbert-reranker")));
    private static readonly Lazy<Tokenizer> LazyXlmr = new(() => Tokenizer.Load(Fixtures.TinyModel("xlmr-reranker")));

    public const string WordPieceModel =
        """{"type":"WordPiece","unk_token":"[UNK]","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"a":3,"b":4,"##b":5,"ab":6,"!":7}}""";

    public static Tokenizer Bert => LazyBert.Value;

    public static Tokenizer Roberta => LazyRoberta.Value;

    public static Tokenizer Xlmr => LazyXlmr.Value;

    /// <summary>One of each kind, and NFC.</summary>
    public static Tokenizer[] All => [Bert, Roberta, LazyModernBert.Value, Xlmr];

    public static Tokenizer FromJson(string json, string? config = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", json);
        if (config != null)
            folder.Write("tokenizer_config.json", config);
        return Tokenizer.Load(folder.Path);
    }

    public static string Json(
        string model = WordPieceModel, string normalizer = "null", string preTokenizer = """{"type":"WhitespaceSplit"}""",
        string postProcessor = "null", string addedTokens = "[]") =>
        $$"""
        {"added_tokens":{{addedTokens}},"normalizer":{{normalizer}},"pre_tokenizer":{{preTokenizer}},
         "post_processor":{{postProcessor}},"model":{{model}}}
        """;

    /// <summary>The tokenizer.json of a tiny model with some of its parts replaced.</summary>
    public static string Changed(string tinyModel, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.TinyModel(tinyModel), "tokenizer.json")))!.AsObject();
        change(json);
        return json.ToJsonString();
    }

    public static int[] Ids(this Tokenizer tokenizer, string text) => tokenizer.Encode(text).Ids.ToArray();

    public static (int, int)[] Ranges(this Tokenizer tokenizer, string text) =>
        [.. tokenizer.Encode(text).Offsets.ToArray().Select(range => (range.Start, range.End))];
}
