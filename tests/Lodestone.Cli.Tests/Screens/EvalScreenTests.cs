using Lodestone.Cli.Eval;
using Lodestone.Cli.Exits;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Tests.Screens;

public sealed class EvalScreenTests
{
    private static readonly (string Label, Measure Measure)[] Measures =
        [("ndcg@10", Measure.Ndcg(10)), ("mrr@10", Measure.ReciprocalRank(10))];

    private static readonly Judgements Judged = Judgements.Create(
        Enumerable.Range(0, 12).Select(i => ($"q{i}", $"d{i}", 1)));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Eval_Piped_IsOneTable(int width)
    {
        var bm25 = Stage(StageEvaluation.Bm25, i => i % 3, null, 1.25);
        var vectors = Stage(StageEvaluation.Vectors, i => i % 2, bm25, 9);
        var fused = Stage(StageEvaluation.Fused, i => i % 4 == 0 ? 1 : 0, vectors, .5);
        var cross = Stage(StageEvaluation.CrossEncoder, i => i % 5 == 0 ? 2 : 0, fused, 1234.5);
        var final = Stage(StageEvaluation.Final, _ => 0, fused, null);
        var report = new EvalReport
        {
            Dataset = "toy",
            Split = "test",
            Collection = ".lodestone-eval/toy",
            Documents = 12,
            Queries = 12,
            JudgedPairs = Judged.Count,
            BiEncoder = "bi",
            CrossEncoder = "cross",
            Candidates = 100,
            Depth = 50,
            Measures = Measures,
            Stages = [bm25, vectors, fused, cross, final],
            BestPossible = Evaluator.BestPossible(Judged, fused.Run, Measures.Select(m => m.Measure)),
            Milliseconds = 1245.25,
            Notices = ["A notice."],
            Runs = [new RunFile(StageEvaluation.Final, "toy.trec", 2)],
        };
        var one = Screen.Piped(screen => EvalScreen.Show(screen, report with { Queries = 1 }), width: 120);
        Assert.StartsWith("toy (test): 1 query, ", one, StringComparison.Ordinal);
        Golden.Equal($"eval-{width}.txt", Screen.Piped(screen => EvalScreen.Show(screen, report), width));
    }

    [Theory]
    [InlineData(.5, false, ".500")]
    [InlineData(.0213, true, "+.021")]
    [InlineData(-.0213, true, "-.021")]
    [InlineData(1, false, "1.000")]
    [InlineData(0, false, ".000")]
    public void Share_Value_HasThreeDigits(double value, bool withSign, string expected) =>
        Assert.Equal(expected, EvalScreen.Share(value, withSign));

    [Fact]
    public void Measures_OnlyCounts_AreRefused() => Assert.Throws<UsageException>(() => EvalRequest.Parse("num_ret"));

    /// <summary>A stage that puts each query's document below so many others.</summary>
    private static StageEvaluation Stage(string name, Func<int, int> above, StageEvaluation? against, double? milliseconds)
    {
        var run = Run.Create(name, Enumerable.Range(0, 12).Select(i => new KeyValuePair<string, IReadOnlyList<RankedDocument>>(
            $"q{i}",
            [.. Enumerable.Range(0, 4).Select(r => new RankedDocument(r == above(i) ? $"d{i}" : $"x{r}", 4 - r))])));
        return new StageEvaluation(name, run, Evaluator.Evaluate(Judged, run, Measures.Select(m => m.Measure)), against, milliseconds);
    }
}
