using System.Text.Json;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Reranking;
using Lodestone.Encoders.Runtime;
using Lodestone.Encoders.Tests.Tokenizers;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests;

/// <summary>The ten random-weight models of the families that users bring, against transformers and sentence-transformers.</summary>
public sealed class TinyModelGoldenTests
{
    /// <summary>fp32 graphs, and goldens rounded to five digits.</summary>
    private const double Tolerance = 1e-4;

    public static TheoryData<string> BiEncoders => ["bert-cls-prompts", "bert-max-unnormalized", "distilbert-mean", "xlmr-mean-e5"];

    public static TheoryData<string> CrossEncoders =>
        ["bert-nli-3-labels", "bert-reranker", "bert-reranker-sigmoid", "modernbert-reranker", "roberta-reranker", "xlmr-reranker"];

    [Theory]
    [MemberData(nameof(BiEncoders))]
    public async Task EmbedAsync_PortableTexts_EqualTheGoldens(string model) =>
        await CompareEmbeddings(model, Fixtures.Portable("tiny-models", $"{model}.jsonl"));

    [Theory]
    [MemberData(nameof(BiEncoders))]
    public async Task EmbedAsync_CollectionTexts_EqualTheGoldens(string model) =>
        await CompareEmbeddings(model, Repository.Shared("fixtures", "tiny-models", model, "golden.jsonl"));

    [Theory]
    [MemberData(nameof(CrossEncoders))]
    public async Task Run_PortablePairs_EqualTheGoldens(string model) =>
        await CompareScores(model, Fixtures.Portable("tiny-models", $"{model}.jsonl"));

    [Theory]
    [MemberData(nameof(CrossEncoders))]
    public async Task Run_CollectionPairs_EqualTheGoldens(string model) =>
        await CompareScores(model, Repository.Shared("fixtures", "tiny-models", model, "golden.jsonl"));

    private static async Task CompareEmbeddings(string name, string file)
    {
        using var model = BiEncoder.Load(Fixtures.TinyModel(name));
        var failures = new List<string>();
        foreach (var golden in Goldens(file))
        {
            var text = golden.GetProperty("text").GetString()!;
            var role = golden.TryGetProperty("prompt", out var prompt) && prompt.GetString() == "query" ? EmbeddingRole.Query : EmbeddingRole.None;
            var found = await model.EmbedAsync(text, role, TestContext.Current.CancellationToken);
            Validate(failures, text, Numbers(golden, "embedding"), found.ToArray());
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static async Task CompareScores(string name, string file)
    {
        // These goldens cut the longer of both texts, which our cross-encoder never does; so the graph is run on the goldens' rule here.
        using var model = LoadedEncoder.Load(Fixtures.TinyModel(name), null, null);
        var head = ScoreHead.Decide(model, name == "bert-nli-3-labels" ? 1 : null);
        var failures = new List<string>();
        foreach (var golden in Goldens(file))
        {
            var (query, passage) = (golden.GetProperty("query").GetString()!, golden.GetProperty("passage").GetString()!);
            var logits = await Logits(model, query, passage);
            Validate(failures, $"{query} | {passage}", Numbers(golden, "logits"), logits);
            var score = Numbers(golden, "score");
            Validate(failures, $"score of {query} | {passage}", [score[head.Index]], [(float)head.Activate(logits[head.Index])]);
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static async Task<float[]> Logits(LoadedEncoder model, string query, string passage)
    {
        var (first, second) = (model.Tokenizer.Encode(query), model.Tokenizer.Encode(passage));
        var template = model.Tokenizer.Template;
        var keep = Golden.LongestFirst(first.Count, second.Count, 64 - template.PairSpecialTokens);
        float[] logits = [];
        await model.Graph.RunAsync(new RunJob([0], Run, null, TestContext.Current.CancellationToken), WorkPriority.Interactive);
        return logits;

        void Run(int item, int worker)
        {
            var buffers = model.Graph.BuffersOf(worker);
            var length = template.WritePair(first.Ids.Span[..keep.First], second.Ids.Span[..keep.Second], buffers.Ids, buffers.TypeIds);
            logits = buffers.Run(model.Graph, length).ToArray();
        }
    }

    private static IEnumerable<JsonElement> Goldens(string file)
    {
        var lines = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        return lines.Select(l => JsonDocument.Parse(l).RootElement);
    }

    private static float[] Numbers(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(n => n.GetSingle())];

    private static void Validate(List<string> failures, string what, float[] expected, float[] found)
    {
        var worst = expected.Length == found.Length ? expected.Zip(found, (e, f) => Math.Abs(e - f)).Max() : double.PositiveInfinity;
        if (!(worst <= Tolerance))
            failures.Add($"{worst}: {what}");
    }
}
