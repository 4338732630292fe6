using Lodestone.Evaluation.Tests.Runs;

namespace Lodestone.Evaluation.Tests.Measures;

public sealed class MeasureTests
{
    // Ranks 1 to 6: b (2), x (unjudged), n (0), a (1), m (judged -1), c (3); d (1) is not found.
    private static readonly Judgements Judged = Judgements.Create(
    [
        new("q", "a", 1), new("q", "b", 2), new("q", "c", 3), new("q", "d", 1), new("q", "n", 0), new("q", "m", -1), new("q", "o", 0),
    ]);

    private static readonly Run Found = RunBuilder.Of(("q", ["b", "x", "n", "a", "m", "c"]));

    [Theory]
    [InlineData("P@5", 2 / 5.0)]
    [InlineData("P@10", 3 / 10.0)]
    [InlineData("set_P", 3 / 6.0)]
    [InlineData("recall@4", 2 / 4.0)]
    [InlineData("recall", 3 / 4.0)]
    [InlineData("success@1", 1)]
    [InlineData("mrr", 1)]
    [InlineData("map", (1 + (2 / 4.0) + (3 / 6.0)) / 4)]
    [InlineData("map@4", (1 + (2 / 4.0)) / 4)]
    [InlineData("Rprec", 2 / 4.0)]
    [InlineData("bpref", (1 + (1 - (1 / 2.0)) + (1 - (1 / 2.0))) / 4)]
    [InlineData("unj@6", 2 / 6.0)]
    [InlineData("num_ret", 6)]
    [InlineData("num_rel", 4)]
    [InlineData("num_rel_ret", 3)]
    [InlineData("num_nonrel_judged_ret", 1)]
    [InlineData("num_q", 1)]
    // log2 of 2, 5 and 7 for the found; the ideal is 3, 2, 1, 1 over log2 of 2, 3, 4, 5.
    [InlineData("ndcg", (2 + (1 / 2.321928094887362) + (3 / 2.807354922057604))
        / (3 + (2 / 1.584962500721156) + (1 / 2.0) + (1 / 2.321928094887362)))]
    [InlineData("ndcg@1", 2 / 3.0)]
    public void Value_ASmallRanking_IsAsComputedByHand(string name, double expected) =>
        Assert.Equal(expected, One(Judged, Found, name), 12);

    [Theory]
    [InlineData("mrr@5", 0)]
    [InlineData("mrr", 1 / 6.0)]
    [InlineData("num_rel", 1)]
    [InlineData("num_nonrel_judged_ret", 3)]
    [InlineData("ndcg@1", 2 / 3.0)]
    public void Value_AHigherRelevanceLevel_ChangesAllButGain(string name, double expected) =>
        Assert.Equal(expected, One(Judged, Found, name, new EvaluationOptions { RelevanceLevel = 3 }), 12);

    [Theory]
    [InlineData("nDCG@10", "ndcg_cut_10")]
    [InlineData("ndcg_cut.10", "ndcg_cut_10")]
    [InlineData("MAP", "map")]
    [InlineData("AP@100", "map_cut_100")]
    [InlineData("mrr@10", "recip_rank_10")]
    [InlineData("RR", "recip_rank")]
    [InlineData("precision@5", "P_5")]
    [InlineData("P.5", "P_5")]
    [InlineData("R@100", "recall_100")]
    [InlineData("recall", "set_recall")]
    [InlineData("rprec", "Rprec")]
    [InlineData("success_1", "success_1")]
    [InlineData("unj_20", "unj_20")]
    public void Parse_EveryWayToSayIt_GivesTheMeasure(string name, string expected) => Assert.Equal(expected, Measure.Parse(name).Name);

    [Theory]
    [InlineData("ndcg@0")]
    [InlineData("ndcg@-1")]
    [InlineData("ndcg@99999999999")]
    [InlineData("ndcg@")]
    [InlineData("@10")]
    [InlineData("success")]
    [InlineData("bpref_10")]
    [InlineData("gm_map")]
    public void Parse_NoMeasure_SaysWhichThereAre(string name) =>
        Assert.Equal(ErrorCodes.MeasureUnknown, Assert.Throws<InvalidArgumentException>(() => Measure.Parse(name)).Code);

    [Fact]
    public void Factories_ACutoffOfNothing_IsRefused() =>
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Measure.Ndcg(0)).Code);

    private static double One(Judgements judged, Run run, string name, EvaluationOptions? options = null)
    {
        var measure = Measure.Parse(name);
        return Evaluator.Evaluate(judged, run, [measure], options).Overall(measure);
    }
}
