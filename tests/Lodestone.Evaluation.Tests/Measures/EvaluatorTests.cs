using Lodestone.Evaluation.Tests.Runs;

namespace Lodestone.Evaluation.Tests.Measures;

public sealed class EvaluatorTests
{
    private static readonly Measure Ndcg = Measure.Ndcg(10);

    private static readonly Judgements Judged =
        Judgements.Create([new("1", "a", 1), new("2", "b", 1), new("3", "c", 0), new("4", "d", 1)]);

    private static readonly Run Found = RunBuilder.Of(("1", ["a"]), ("2", ["x", "b"]), ("3", ["c"]), ("9", ["a"]));

    [Fact]
    public void Evaluate_QueriesThatDontMatch_AreCountedAndNamed()
    {
        var complete = Evaluator.Evaluate(Judged, Found, [Ndcg, Measure.QueryCount]);
        Assert.Equal(["1", "2", "3", "4"], complete.Queries);
        Assert.Equal(["4"], complete.WithoutResults);
        Assert.Equal(["9"], complete.WithoutJudgements);
        Assert.Equal(["3"], complete.WithoutRelevant);
        Assert.Equal((1 + (1 / Math.Log2(3))) / 4, complete.Overall(Ndcg), 12);
        Assert.Equal(4, complete.Overall(Measure.QueryCount));

        var answered = Evaluator.Evaluate(Judged, Found, [Ndcg], new EvaluationOptions { CompleteQueries = false });
        Assert.Equal(["1", "2", "3"], answered.Queries);
        Assert.Equal(["4"], answered.WithoutResults);
        Assert.Equal((1 + (1 / Math.Log2(3))) / 3, answered.Overall(Ndcg), 12);
    }

    [Fact]
    public void Evaluate_OtherIds_SaysSo()
    {
        var error = Assert.Throws<InvalidArgumentException>(() => Evaluator.Evaluate(Judged, RunBuilder.Of(("q1", ["a"])), [Ndcg]));
        Assert.Equal(ErrorCodes.QueriesDiffer, error.Code);
        Assert.Contains("'q1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ARunWithoutAnyQuery_Is0() => Assert.Equal(0, Evaluator.Evaluate(Judged, RunBuilder.Of(), [Ndcg]).Overall(Ndcg));

    [Fact]
    public void Evaluate_TheSameMeasureTwice_IsThereOnce() =>
        Assert.Single(Evaluator.Evaluate(Judged, Found, [Ndcg, Measure.Parse("ndcg@10")]).Measures);

    [Fact]
    public void Evaluate_WrongRequests_AreRefused()
    {
        Assert.Equal(ErrorCodes.MeasureMissing, Assert.Throws<InvalidArgumentException>(() => Evaluator.Evaluate(Judged, Found, [])).Code);
        Assert.Throws<InvalidRangeException>(
            () => Evaluator.Evaluate(Judged, Found, [Ndcg], new EvaluationOptions { RelevanceLevel = 0 }));
        Assert.Throws<InvalidRangeException>(
            () => Evaluator.Evaluate(Judged, Found, [Ndcg], new EvaluationOptions { MaxDocuments = 0 }));
        var result = Evaluator.Evaluate(Judged, Found, [Ndcg]);
        Assert.Equal(ErrorCodes.NotEvaluated, Assert.Throws<InvalidArgumentException>(() => result.Overall(Measure.Bpref)).Code);
        Assert.Equal(ErrorCodes.NotEvaluated, Assert.Throws<InvalidArgumentException>(() => result.Value(Ndcg, "9")).Code);
    }

    [Fact]
    public void BestPossible_CandidatesOutOfOrder_PutsTheHighestLevelsFirst()
    {
        var judged = Judgements.Create([new("q", "a", 1), new("q", "b", 3), new("q", "m", -1), new("q", "z", 2)]);
        var run = RunBuilder.Of(("q", ["m", "x", "a", "b", "z"]));
        Assert.Equal(["b", "a", "m", "x"], run.RerankedIdeally(judged, 4).Ids());
        var best = Evaluator.BestPossible(judged, run, [Ndcg], new EvaluationOptions { MaxDocuments = 4 });
        var ideal = 3 + (2 / Math.Log2(3)) + (1 / Math.Log2(4));
        Assert.Equal((3 + (1 / Math.Log2(3))) / ideal, best.Overall(Ndcg), 12);
    }
}
