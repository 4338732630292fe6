using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Embedding;

public sealed class BiEncoderGoldenTests
{
    public static TheoryData<string> Models => ["bge-small-en-v1.5", "all-minilm-l6-v2"];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EmbedAsync_PortableTexts_EqualTheGoldens(string model) =>
        await Compare(model, Fixtures.Portable($"{model}.jsonl"));

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EmbedAsync_CollectionTexts_EqualTheGoldens(string model) =>
        await Compare(model, Repository.Shared("fixtures", "models", $"{model}.jsonl"));

    private static async Task Compare(string name, string file)
    {
        var model = BundledModels.BiEncoderNamed(name);
        var goldens = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.NotEmpty(goldens);
        var batch = await model.EmbedAsync(
            [.. goldens.Select(g => g.GetProperty("text").GetString()!)], EmbeddingRole.Document,
            cancellationToken: TestContext.Current.CancellationToken);
        var failures = new List<string>();
        for (var i = 0; i < goldens.Count; i++)
        {
            var found = batch[i].ToArray();
            var reference = Numbers(goldens[i], "reference");
            var int8 = Numbers(goldens[i], "int8");
            var text = goldens[i].GetProperty("text").GetString()!;
            if (batch.Usage[i].Tokens != goldens[i].GetProperty("tokens").GetInt32())
                failures.Add($"tokens {batch.Usage[i].Tokens}, golden {goldens[i].GetProperty("tokens")}: {text}");
            var cosine = BiEncoder.Similarity(found, reference);
            if (!(cosine >= GoldenCpu.LeastCosine))
                failures.Add($"cosine to the reference {cosine}: {text}");
            var worst = found.Zip(int8, (a, b) => Math.Abs(a - b)).Max();
            if (!(worst <= GoldenCpu.EmbeddingTolerance))
                failures.Add($"greatest difference {worst}: {text}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static float[] Numbers(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(n => n.GetSingle())];
}
