using CsCheck;
using Lodestone.Evaluation.Tests.Runs;
using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests.Measures;

public sealed class MeasurePropertyTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 12).Select(i => $"d{i}")];

    private static readonly Measure[] Shares =
    [
        .. new[] { "ndcg", "ndcg@3", "ndcg@10", "map", "map@5", "mrr", "mrr@3", "recall", "recall@5", "P@5", "set_P", "success@3", "Rprec",
            "bpref", "unj@5" }.Select(Measure.Parse),
    ];

    // Levels of the documents, -2 for one that has no judgement, and the order they are found in, of which some are cut.
    private static readonly Gen<(int[] Levels, string[] Found)> Cases =
        Gen.Select(Gen.Int[-2, 3].Array[12], Gen.Shuffle(Ids), Gen.Int[0, 12]).Select((levels, order, count) => (levels, order[..count]));

    [Fact]
    public void Value_AnyRanking_IsAShare() => Cases.Sample(c =>
        Assert.All(Shares, m => Assert.InRange(Value(c.Levels, c.Found, m), 0, 1 + 1e-12)));

    [Fact]
    public void Value_ThePerfectRanking_Is1()
    {
        var judged = new LawCases();
        Cases.Sample(c =>
        {
            var perfect = Ids.Where(d => Level(c.Levels, d) > 0).OrderByDescending(d => Level(c.Levels, d)).ToArray();
            judged.Count(perfect.Length > 0);
            foreach (var name in (string[])["ndcg", "ndcg@3", "map", "mrr", "recall", "set_P", "success@3", "Rprec", "bpref"])
                Assert.Equal(perfect.Length == 0 ? 0 : 1, Value(c.Levels, perfect, Measure.Parse(name)), 12);
        });
        judged.AssertShare(.9);
    }

    [Fact]
    public void Value_AnIrrelevantDocumentBelow_ChangesNothing() => Cases.Sample(c =>
    {
        foreach (var measure in Shares.Where(m => m.Name is not "set_P" && m.Kind != MeasureKind.Unjudged))
            Assert.Equal(Value(c.Levels, c.Found, measure), Value(c.Levels, [.. c.Found, "another"], measure));
    });

    [Fact]
    public void Value_NeighboursSwappedForTheBetter_IsNoLower()
    {
        var better = new LawCases();
        Cases.Sample(c =>
        {
            for (var i = 1; i < c.Found.Length; i++)
            {
                if (!better.Count(Math.Max(0, Level(c.Levels, c.Found[i])) > Math.Max(0, Level(c.Levels, c.Found[i - 1]))))
                    continue;
                string[] swapped = [.. c.Found];
                (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
                foreach (var measure in Shares.Where(m => m.Kind != MeasureKind.Unjudged))
                    Assert.True(Value(c.Levels, swapped, measure) >= Value(c.Levels, c.Found, measure) - 1e-12, measure.Name);
            }
        });
        better.AssertShare(.2);
    }

    [Fact]
    public void BestPossible_AnyCandidates_IsWhatTheBestOfAllOrdersReaches() =>
        Gen.Select(Cases, Gen.Shuffle(Ids)).Sample((c, other) =>
        {
            string[] reranked = [.. other.Where(d => c.Found.Contains(d))];
            var (judged, run) = (Judged(c.Levels), RunBuilder.Of(("q", c.Found)));
            foreach (var measure in Shares.Where(m => m.Kind != MeasureKind.Unjudged))
            {
                var best = Evaluator.BestPossible(judged, run, [measure]).Overall(measure);
                Assert.True(best >= Value(c.Levels, reranked, measure) - 1e-12, measure.Name);
            }
        });

    private static Judgements Judged(int[] levels) => Judgements.Create(
        levels.Select((level, i) => new Judgement("q", Ids[i], level)).Where(j => j.Level > -2).Append(new Judgement("q", "other", 0)));

    private static int Level(int[] levels, string id) => levels[Array.IndexOf(Ids, id)];

    private static double Value(int[] levels, string[] found, Measure measure) =>
        Evaluator.Evaluate(Judged(levels), RunBuilder.Of(("q", found)), [measure]).Overall(measure);
}
