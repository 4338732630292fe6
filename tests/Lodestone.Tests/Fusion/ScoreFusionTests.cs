namespace Lodestone.Tests.Fusion;

public sealed class ScoreFusionTests
{
    [Fact]
    public void Fuse_MinMax_WeighsScaledScores()
    {
        var fused = Fuse([10, 5, null, 0], [.5, .9, .7, null]);
        Assert.Equal([.25, .125 + .75, .375, 0], fused, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Fuse_ReciprocalRank_CountsRanksAndSharesTies()
    {
        var options = new FusionOptions { Method = FusionMethod.ReciprocalRank, Bm25Weight = .5, SimilarityWeight = .5 };
        var fused = Fuse([3, 3, 1], [null, .2, .1], options);
        Assert.Equal([.5 / 61, (.5 / 61) + (.5 / 61), (.5 / 63) + (.5 / 62)], fused, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Fuse_OneListMissing_GivesTheOtherTheWholeShare() => Assert.Equal([1.0, 0, .5], Fuse([null, null, null], [.9, .1, .5]));

    [Fact]
    public void Fuse_NoCandidates_GivesNone() => Assert.Empty(Fuse([], []));

    [Fact]
    public void Fuse_OneCandidate_IsFullScore() => Assert.Equal([1.0], Fuse([3.2], [.4]));

    [Fact]
    public void Combine_NoLogits_IsFused() => Assert.Equal([.7, .2], Combine([.7, .2], [null, null]));

    [Fact]
    public void Combine_BeyondDepth_KeepsFusedOrderAfterTheReranked()
    {
        var final = Combine([.9, .8, .7, .6], [-9, -5, null, null]);
        Assert.True(final[0] > final[2] && final[1] > final[2] && final[2] > final[3]);
    }

    [Fact]
    public void Fuse_NotANumber_IsRefused() => Assert.Throws<ArgumentException>(() => Fuse([double.NaN], [1]));

    private static double[] Fuse(double?[] bm25, double?[] similarity, FusionOptions? options = null)
    {
        var fused = new double[bm25.Length];
        ScoreFusion.Fuse(bm25, similarity, options ?? new FusionOptions(), fused);
        return fused;
    }

    private static double[] Combine(double[] fused, double?[] logit)
    {
        var final = new double[fused.Length];
        ScoreFusion.Combine(new double?[fused.Length], new double?[fused.Length], fused, logit, new CombineOptions(), final);
        return final;
    }
}
