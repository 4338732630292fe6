using Lodestone.Search.Fusion;

namespace Lodestone.Core.Tests.Search.Fusion;

public sealed class CombineTests
{
    [Fact]
    public void Combine_Logits_AreWeighedByDistanceFromTheBest()
    {
        var final = Combine([.6, .8, .2], [1, -2, 2], new SearchRerankOptions { CrossEncoderWeight = .5, HalfLogit = 1 });
        Assert.Equal([(1 / 3.0) + (.5 / 2), .5 + (.5 / 5), .5], final, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(2.0)]
    [InlineData(4.0)]
    public void Combine_HalfLogitBehindTheBest_HasHalfTheShare(double halfLogit)
    {
        var options = new SearchRerankOptions { CrossEncoderWeight = 1, HalfLogit = halfLogit };
        Assert.Equal([1.0, .5], Combine([.5, .5], [3, 3 - halfLogit], options), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(1, 2, "fused")]
    [InlineData(2, 1, "logit")]
    public void Combine_ListsOfOtherLengths_AreRefused(int fused, int logit, string parameter)
    {
        var refused = Assert.Throws<InvalidArgumentException>(() => ScoreFusion.Combine(
            new double[fused], new double?[logit], .25, 2, new double[2]));
        Assert.Equal((ErrorCodes.CountsDiffer, parameter), (refused.Code, refused.ParamName));
    }

    [Fact]
    public void Combine_NoLogits_KeepsTheFusedOrder()
    {
        Assert.Equal([1.0, .5, 0], Combine([.75, .5, .25], [null, null, null]));
        Assert.Equal([1.0, 1], Combine([.7, .7], [null, null]));
    }

    [Fact]
    public void Combine_BeyondDepth_FollowsInFusedOrder()
    {
        var final = Combine([.9, .8, .7, .6], [-900, -5, null, null]);
        Assert.True(final[0] > final[2] && final[1] > final[2] && final[2] > final[3]);
    }

    [Fact]
    public void Combine_MoreReranked_ChangesNobodyElse()
    {
        var ten = Combine([.9, .8, .7, .6], [1, 3, null, null]);
        var more = Combine([.9, .8, .7, .6], [1, 3, -4, 2]);
        Assert.Equal(ten[..2], more[..2]);
    }

    [Fact]
    public void Combine_RerankerIsSure_ItWins()
    {
        var final = Combine([.9, .85, .1], [-6, 5, -8]);
        Assert.Equal(final.Max(), final[1]);
    }

    [Fact]
    public void Combine_ShareOne_IsTheLogitsOrder()
    {
        double?[] logits = [-7, 3, -11, 8, 0];
        var final = Combine([.9, .8, .7, .6, .5], logits, new SearchRerankOptions { CrossEncoderWeight = 1 });
        Assert.Equal(logits.OrderDescending(), Enumerable.Range(0, 5).OrderByDescending(i => final[i]).Select(i => logits[i]));
    }

    [Fact]
    public void Combine_ShareZero_IsTheFusedOrder() =>
        Assert.Equal([1.0, .5, 0], Combine([.75, .5, .25], [1, 2, 3], new SearchRerankOptions { CrossEncoderWeight = 0 }));

    [Fact]
    public void Combine_NoneOrOne_Works()
    {
        Assert.Empty(Combine([], []));
        Assert.Equal([1.0], Combine([.3], [-8]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1.0], Combine([.3], [null]));
    }

    [Fact]
    public void Combine_NotFinite_IsRefusedByName()
    {
        Assert.Equal("logit", Assert.Throws<InvalidArgumentException>(() => Combine([.3], [double.NaN])).ParamName);
        Assert.Equal("fused", Assert.Throws<InvalidArgumentException>(() => Combine([double.NaN], [1])).ParamName);
    }

    [Fact]
    public void Combine_OptionsThatMakeNoSense_AreRefused()
    {
        SearchRerankOptions[] wrong =
        [
            new() { CrossEncoderWeight = 1.1 }, new() { CrossEncoderWeight = -.1 }, new() { CrossEncoderWeight = double.NaN },
            new() { HalfLogit = 0 }, new() { HalfLogit = double.PositiveInfinity }, new() { HalfLogit = double.NaN },
        ];
        Assert.All(wrong, options => Assert.Throws<InvalidRangeException>(() => Combine([1], [1], options)));
    }

    private static double[] Combine(double[] fused, double?[] logit, SearchRerankOptions? options = null)
    {
        var final = new double[fused.Length];
        options ??= new SearchRerankOptions();
        options.Validate();
        ScoreFusion.Combine(fused, logit, options.CrossEncoderWeight ?? ShareRule.Fixed, options.HalfLogit, final);
        return final;
    }
}
