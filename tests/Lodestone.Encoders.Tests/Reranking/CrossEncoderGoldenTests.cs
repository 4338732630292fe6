using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

public sealed class CrossEncoderGoldenTests
{
    /// <summary>The issue's bound: two published figures, of the fp32 original and rounded to six digits, against our int8 graph.</summary>
    private const double PublishedTolerance = 0.15;

    [Fact]
    public async Task ScoreAsync_PortablePairs_EqualTheGoldens() =>
        await Compare(BundledModels.MsMarco, Fixtures.Portable("ms-marco-minilm-l12-v2.jsonl"));

    [Fact]
    public async Task ScoreAsync_PortablePairsAndTheStudent_EqualTheGoldens() =>
        await Compare(BundledModels.Student, Fixtures.Portable("ms-marco-minilm-l6-distilled.jsonl"));

    [Fact]
    public async Task ScoreAsync_PortablePairs_HaveTheStudentNearItsTeacher()
    {
        (string, string)[] pairs =
        [
            .. Fixtures.ReadLines(Fixtures.Portable("ms-marco-minilm-l12-v2.jsonl"))
                .Select(l => (l.GetProperty("query").GetString()!, l.GetProperty("passage").GetString()!)),
        ];
        var teacher = await BundledModels.MsMarco.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        var student = await BundledModels.Student.ScoreAsync(pairs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(teacher.Select(s => (s.State, s.Tokens, s.DroppedTokens)), student.Select(s => (s.State, s.Tokens, s.DroppedTokens)));
        var differences = teacher.Zip(student).Where(p => p.First.Logit is not null)
            .Select(p => Math.Abs(p.First.Logit!.Value - p.Second.Logit!.Value)).ToList();
        // .52 on average over the pairs of its training's held-out texts; another model's logits are several away.
        Assert.InRange(differences.Average(), 0, 1);
    }

    [Fact]
    public async Task ScoreAsync_CollectionPairs_EqualTheGoldens() =>
        await Compare(BundledModels.MsMarco, Repository.Shared("fixtures", "models", "ms-marco-minilm-l12-v2.jsonl"));

    private static async Task Compare(CrossEncoder model, string file)
    {
        var goldens = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.NotEmpty(goldens);
        var scores = await model.ScoreAsync(
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
