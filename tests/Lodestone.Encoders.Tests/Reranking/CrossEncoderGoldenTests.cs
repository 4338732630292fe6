using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

public sealed class CrossEncoderGoldenTests
{
    /// <summary>The issue's bound: two published figures, of the fp32 original and rounded to six digits, against our int8 graph.</summary>
    private const double PublishedTolerance = 0.15;

    [Fact]
    public async Task ScoreAsync_PortablePairs_EqualTheGoldens() => await Compare(Fixtures.Portable("ms-marco-minilm-l12-v2.jsonl"));

    [Fact]
    public async Task ScoreAsync_CollectionPairs_EqualTheGoldens() =>
        await Compare(Repository.Shared("fixtures", "models", "ms-marco-minilm-l12-v2.jsonl"));

    private static async Task Compare(string file)
    {
        var goldens = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.NotEmpty(goldens);
        var scores = await BundledModels.MsMarco.ScoreAsync(
            [.. goldens.Select(g => (g.GetProperty("query").GetString()!, g.GetProperty("passage").GetString()!))],
            cancellationToken: TestContext.Current.CancellationToken);
        var failures = new List<string>();
        foreach (var (golden, score) in goldens.Zip(scores))
        {
            var pair = $"\"{golden.GetProperty("query")}\" with \"{golden.GetProperty("passage")}\"";
            if (Document.IsBlank(golden.GetProperty("passage").GetString()))
            {
                if (score.State != PassageState.Blank)
                    failures.Add($"a blank passage was scored: {pair}");
                continue;
            }

            Validate("int8", GoldenCpu.LogitTolerance);
            Validate("reference", GoldenCpu.ReferenceLogitTolerance);
            Validate("published", PublishedTolerance);
            if (score.Tokens != golden.GetProperty("tokens").GetInt32())
                failures.Add($"tokens {score.Tokens}, golden {golden.GetProperty("tokens")}: {pair}");

            void Validate(string column, double tolerance)
            {
                if (golden.TryGetProperty(column, out var expected) && !(Math.Abs(score.Logit!.Value - expected.GetDouble()) <= tolerance))
                    failures.Add($"logit {score.Logit}, {column} {expected}: {pair}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
