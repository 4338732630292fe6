using Lodestone.Search.Fusion;

namespace Lodestone.Core.Tests.Search.Fusion;

public sealed class ScoreFusionTests
{
    // So many that a query's own decision counts alone, but for rounding.
    private const long Many = 1L << 56;

    private static readonly FusionOptions Plain = new() { AdaptBm25 = false, Bm25Weight = 1, SimilarityWeight = 3 };
    private static readonly FusionOptions Ranks = new() { Method = FusionMethod.ReciprocalRank };

    [Fact]
    public void Fuse_MinMax_WeighsScaledScores() =>
        AssertClose([.25, .125 + .75, .375, 0], Fuse([10, 5, null, 0], [.5, .9, .7, null], Plain));

    [Fact]
    public void Fuse_FewPassagesHaveTheWords_KeywordsHaveTheirWholeWeight() =>
        AssertClose([.5, .5, .25], Fuse([9, 0, null], [.1, .9, .5]));

    [Fact]
    public void Fuse_FewPassagesCanBeFound_KeywordsHaveLess()
    {
        double[] first = [.. new long[] { 3, 20, 200, 20_000 }.Select(findable => Fuse([9, 0, null], [.1, .9, .5], null, findable)[0])];
        Assert.Equal(first.Order(), first);
        Assert.InRange(first[0], .3, .4);
        Assert.InRange(first[^1], .49, .5);
    }

    [Fact]
    public void Fuse_TenPassagesAlikeInKeywords_VectorsDecide()
    {
        double?[] bm25 = [.. Enumerable.Repeat<double?>(7, 10), 1];
        double?[] similarity = [.. Enumerable.Range(0, 11).Select(i => (double?)i)];
        AssertClose([.. Enumerable.Range(0, 11).Select(i => i / 10.0)], Fuse(bm25, similarity));
    }

    [Fact]
    public void Fuse_TenthHasHalfTheBestScore_KeywordsHaveHalfTheirWeight()
    {
        double?[] bm25 = [8, .. Enumerable.Repeat<double?>(4, 9), 0, null];
        double?[] similarity = [.. Enumerable.Repeat<double?>(.2, 11), .9];
        var fused = Fuse(bm25, similarity);
        AssertClose([1 / 3.0, 1 / 6.0], [fused[0], fused[1]]);
        AssertClose([0, 2 / 3.0], [fused[10], fused[11]]);
    }

    [Fact]
    public void Fuse_ReciprocalRank_CountsRanksAndSharesTies() =>
        AssertClose([.5 / 61, (.5 / 61) + (.5 / 61), (.5 / 63) + (.5 / 62)], Fuse([3, 3, 1], [null, .2, .1], Ranks));

    [Fact]
    public void Fuse_ReciprocalRankWithWeights_SharesOneBetweenTheLists() =>
        AssertClose([.25 / 61, .75 / 61], Fuse([3, null], [null, .2], Ranks with { Bm25Weight = 2, SimilarityWeight = 6 }));

    [Fact]
    public void Fuse_RoomThatWasUsedBefore_IsOverwritten()
    {
        double[] room = [7, 7];
        ScoreFusion.Fuse([3, 1], [null, null], Many, new FusionOptions(), room);
        Assert.Equal([1.0, 0], room);
    }

    [Theory]
    [InlineData(2, 3, "bm25")]
    [InlineData(3, 2, "similarity")]
    public void Fuse_ListsOfOtherLengths_AreRefused(int bm25, int similarity, string parameter)
    {
        var refused = Assert.Throws<InvalidArgumentException>(
            () => ScoreFusion.Fuse(new double?[bm25], new double?[similarity], Many, new FusionOptions(), new double[3]));
        Assert.Equal((ErrorCodes.CountsDiffer, parameter), (refused.Code, refused.ParamName));
    }

    [Fact]
    public void Fuse_OneListMissing_GivesTheOtherTheWholeShare()
    {
        Assert.Equal([1.0, 0, .5], Fuse([null, null, null], [.9, .1, .5]));
        Assert.Equal([1.0, 0, .5], Fuse([9, 1, 5], [null, null, null]));
        Assert.Equal([1.0, 0, 0], Fuse([9, 1, null], [null, null, null]));
    }

    [Fact]
    public void Fuse_OnlyAListOfWeightZero_GivesZeros() =>
        Assert.Equal([0.0, 0], Fuse([3, 2], [null, null], new FusionOptions { Bm25Weight = 0 }));

    [Fact]
    public void Fuse_NoCandidates_GivesNone() => Assert.Empty(Fuse([], []));

    [Fact]
    public void Fuse_OneCandidate_IsFullScore()
    {
        Assert.Equal([1.0], Fuse([3.2], [.4]));
        Assert.Equal([1.0], Fuse([null], [-.4]));
        AssertClose([1 / 61.0], Fuse([3.2], [.4], Ranks));
    }

    [Fact]
    public void Fuse_AllEqual_KeepsThemEqual() => Assert.Single(Fuse([2, 2, 2, 2], [.5, .5, .5, .5]).Distinct());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Fuse_NotFinite_IsRefusedByName(double score)
    {
        Assert.Equal("bm25", Assert.Throws<InvalidArgumentException>(() => Fuse([1, score], [1, 1])).ParamName);
        Assert.Equal("similarity", Assert.Throws<InvalidArgumentException>(() => Fuse([1, 1], [score, 1], Ranks)).ParamName);
    }

    [Fact]
    public void Fuse_OtherLengths_IsRefused()
    {
        var error = Assert.Throws<InvalidArgumentException>(() => ScoreFusion.Fuse([1], [1, 2], Many, new FusionOptions(), new double[2]));
        Assert.Equal(ErrorCodes.CountsDiffer, error.Code);
    }

    [Fact]
    public void Fuse_OptionsThatMakeNoSense_AreRefused()
    {
        FusionOptions[] wrong =
        [
            new() { Bm25Weight = -1 }, new() { SimilarityWeight = double.NaN }, new() { Bm25Weight = 0, SimilarityWeight = 0 },
            new() { Bm25Weight = double.MaxValue, SimilarityWeight = double.MaxValue }, new() { RankConstant = 0 },
            new() { Method = (FusionMethod)7 },
        ];
        var codes = wrong.Select(o => ((ILodestoneError)Assert.ThrowsAny<ArgumentException>(() => Fuse([1], [1], o))).Code);
        Assert.Equal(
            [
                ErrorCodes.OutOfRange, ErrorCodes.OutOfRange, ErrorCodes.WeightsInvalid, ErrorCodes.WeightsInvalid, ErrorCodes.OutOfRange,
                ErrorCodes.OutOfRange,
            ],
            codes);
    }

    private static double[] Fuse(double?[] bm25, double?[] similarity, FusionOptions? options = null, long findable = Many)
    {
        var fused = new double[bm25.Length];
        ScoreFusion.Fuse(bm25, similarity, findable, options ?? new FusionOptions(), fused);
        return fused;
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-12); // A few roundings of numbers near 1.
}
