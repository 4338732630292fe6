using CsCheck;
using Lodestone.Search.Fusion;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search.Fusion;

/// <summary>What holds for any scores: few distinct values, so that ties and missing scores are common.</summary>
public sealed class FusionLawTests
{
    private const int Iterations = 2_000;

    private static readonly Gen<double?> Score = Gen.Frequency(
        (3, Gen.Int[-6, 6].Select(n => (double?)(n / 2.0))),
        (2, Gen.Double[-1e3, 1e3].Select(x => (double?)x)),
        (1, Gen.Const((double?)null)));

    private static readonly double?[] Extremes =
        [double.MaxValue, -double.MaxValue, double.Epsilon, -double.Epsilon, 0, 1e-300, 1e300, null];

    private static readonly Gen<double?> Extreme = Gen.Int[0, 7].Select(i => Extremes[i]);

    private static readonly Gen<FusionOptions> Fusing = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Double[0, 1], Gen.Double[.01, 1],
        (ranks, adapt, bm25, similarity) => new FusionOptions
        {
            Method = ranks ? FusionMethod.ReciprocalRank : FusionMethod.MinMax,
            AdaptBm25 = adapt,
            Bm25Weight = bm25,
            SimilarityWeight = similarity,
        });

    private static readonly Gen<(double Share, double HalfLogit)> Combining = Gen.Select(Gen.Double[0, 1], Gen.Double[.1, 5]);

    private static readonly Gen<long> Findable = Gen.OneOf(Gen.Long[0, 30], Gen.Const(1_000_000L));

    private static readonly Gen<Case> Cases = Case.Of(Score);

    [Fact]
    public void Scores_PermutedCandidates_ArePermuted() => Gen.Select(Cases, Gen.Int[0, 1000]).Sample((c, seed) =>
    {
        var order = Enumerable.Range(0, c.Count).OrderBy(i => (i + 1) * (long)(seed + 7919) % 10007).ToArray();
        var (fused, final) = c.Run();
        var (otherFused, otherFinal) = c.Permuted(order).Run();
        Assert.Equal(order.Select(i => fused[i]), otherFused);
        Assert.Equal(order.Select(i => final[i]), otherFinal);
    }, iter: Iterations);

    [Fact]
    public void Scores_NoStagePutsItBelow_NeverBelow()
    {
        LawCases ordered = new(), orderedByAll = new();
        Cases.Sample(c =>
        {
            var (fused, final) = c.Run();
            for (var a = 0; a < c.Count; a++)
            {
                for (var b = 0; b < c.Count; b++)
                {
                    if (a == b || !ordered.Count(AtLeast(c.Bm25[a], c.Bm25[b]) && AtLeast(c.Similarity[a], c.Similarity[b])))
                        continue;
                    Assert.True(fused[a] >= fused[b], $"fused {fused[a]} below {fused[b]}");
                    if (orderedByAll.Count(AtLeast(c.Logit[a], c.Logit[b])))
                        Assert.True(final[a] >= final[b], $"final {final[a]} below {final[b]}");
                }
            }
        }, iter: Iterations);
        ordered.AssertShare(.2);
        orderedByAll.AssertShare(.4);
    }

    [Fact]
    public void Combine_RaisedLogit_NeverLosesAPlace()
    {
        var raised = new LawCases();
        Gen.Select(Cases, Gen.Int[0, 19], Gen.Double[0, 30]).Sample((c, at, more) =>
        {
            if (!raised.Count(at < c.Count && c.Logit[at] is not null))
                return;
            var before = c.Run().Final;
            var logits = c.Logit.ToArray();
            logits[at] += more;
            var after = (c with { Logit = logits }).Run().Final;
            for (var i = 0; i < c.Count; i++)
                Assert.True(before[at] < before[i] || after[at] >= after[i] - 1e-12, "a better logit lost a place"); // Rounding near ties.
        }, iter: Iterations);
        raised.AssertShare(.3);
    }

    [Fact]
    public void Scores_AnyFiniteInput_AreBetweenZeroAndOne() => Case.Of(Gen.OneOf(Extreme, Score)).Sample(c =>
    {
        var (fused, final) = c.Run();
        Assert.All(fused.Concat(final), score => Assert.InRange(score, 0, 1 + 1e-12)); // Weights that add up to 1 but for rounding.
    }, iter: Iterations);

    [Fact]
    public void Combine_OnlyAPrefixReranked_RestFollowsInFusedOrder()
    {
        var prefixes = new LawCases();
        Gen.Select(Cases, Gen.Int[0, 20]).Sample((c, depth) =>
        {
            prefixes.Count(depth > 0 && depth < c.Count);
            var fused = c.Run().Fused;
            var order = Enumerable.Range(0, c.Count).OrderByDescending(i => fused[i]).ThenBy(i => i).ToArray();
            var logit = new double?[c.Count];
            foreach (var i in order.Take(depth))
                logit[i] = c.Logit[i] ?? 0;
            var final = (c with { Logit = logit }).Run().Final;
            for (var place = Math.Max(1, depth); place < order.Length; place++)
                Assert.True(final[order[place - 1]] >= final[order[place]]);
            Assert.All(order.Take(depth), i => Assert.All(order.Skip(depth), j => Assert.True(final[i] >= final[j])));
        }, iter: Iterations);
        prefixes.AssertShare(.2);
    }

    [Fact]
    public void Scores_Inputs_AreUnchanged() => Cases.Sample(c =>
    {
        var copy = c with { Bm25 = [.. c.Bm25], Similarity = [.. c.Similarity], Logit = [.. c.Logit] };
        c.Run();
        Assert.Equal(copy.Bm25, c.Bm25);
        Assert.Equal(copy.Similarity, c.Similarity);
        Assert.Equal(copy.Logit, c.Logit);
    }, iter: Iterations);

    private static bool AtLeast(double? a, double? b) => b is null || a >= b;

    private sealed record Case(
        double?[] Bm25, double?[] Similarity, double?[] Logit, FusionOptions Fusing, (double Share, double HalfLogit) Combining,
        long Findable)
    {
        public int Count => Bm25.Length;

        public static Gen<Case> Of(Gen<double?> score) => Gen.Int[0, 20].SelectMany(n => Gen.Select(
            score.Array[n], score.Array[n], score.Array[n], FusionLawTests.Fusing, FusionLawTests.Combining, FusionLawTests.Findable,
            (bm25, similarity, logit, fusing, combining, findable) => new Case(bm25, similarity, logit, fusing, combining, findable)));

        public Case Permuted(int[] order) => this with
        {
            Bm25 = [.. order.Select(i => Bm25[i])],
            Similarity = [.. order.Select(i => Similarity[i])],
            Logit = [.. order.Select(i => Logit[i])],
        };

        public (double[] Fused, double[] Final) Run()
        {
            var (fused, final) = (new double[Count], new double[Count]);
            ScoreFusion.Fuse(Bm25, Similarity, Findable, Fusing, fused);
            ScoreFusion.Combine(fused, Logit, Combining.Share, Combining.HalfLogit, final);
            return (fused, final);
        }
    }
}
