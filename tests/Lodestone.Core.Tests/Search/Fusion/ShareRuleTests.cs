using CsCheck;
using Lodestone.Search.Fusion;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search.Fusion;

/// <summary>What holds for the cross-encoder's share, whatever the scores.</summary>
public sealed class ShareRuleTests
{
    private const int Iterations = 5_000;

    private static readonly Gen<(double[] Fused, double?[] Logits)> Material = Gen.Int[0, 14].SelectMany(n => Gen.Select(
        Gen.OneOf(Gen.Double[0, 1], Gen.Int[0, 4].Select(i => i / 4.0)).Array[n],
        Gen.Frequency((5, Gen.Double[-13, 13].Select(z => (double?)z)), (1, Gen.Const((double?)null))).Array[n],
        (fused, logits) => (fused.OrderDescending().ToArray(), logits)));

    [Fact]
    public void Of_OneScoreMoved_MovesTheShareByABoundedAmount()
    {
        var moved = new LawCases();
        Gen.Select(Material, Gen.Int[0, 13], Gen.Double[0, .5], Gen.Bool, Gen.Bool).Sample((m, at, distance, up, ofLogit) =>
        {
            if (!moved.Count(at < m.Fused.Length && (!ofLogit || m.Logits[at] is not null)))
                return;
            var (fused, logits) = (m.Fused.ToArray(), m.Logits.ToArray());
            if (ofLogit)
                logits[at] += up ? distance : -distance;
            else
                fused[at] = Math.Clamp(fused[at] + (up ? distance : -distance), 0, 1);
            // A moved fused score may change places, and then takes its logit along.
            var order = Enumerable.Range(0, fused.Length).OrderByDescending(i => fused[i]).ToArray();
            var after = Share([.. order.Select(i => fused[i])], [.. order.Select(i => logits[i])]);
            var change = Math.Abs(after - Share(m.Fused, m.Logits));
            Assert.True(change <= (ShareRule.Lipschitz * distance) + 1e-12, $"{change} for {distance}"); // Rounding.
        }, iter: Iterations);
        moved.AssertShare(.3);
    }

    [Fact]
    public void Of_AnyScores_IsWithinItsLimits() => Material.Sample(m =>
        Assert.InRange(Share(m.Fused, m.Logits), .15, 1), iter: Iterations);

    [Fact]
    public void Of_PassagesBeyondTheMaterial_DoNotCount()
    {
        double[] fused = [1, .9, .8, .7, .6, .55, .5, .45, .4, .35, .3];
        double?[] logits = [5, 1, -3, -8, 2, 4, -9, -9, -10, -11, null];
        var share = Share(fused, logits);
        Assert.Equal(share, Share([.. fused, .2, .1], [.. logits, 9, 9]));
        logits[10] = 9;
        Assert.Equal(share, Share(fused, logits));
    }

    [Fact]
    public void Of_SurerBestLogit_IsMore()
    {
        double[] shares = [.. new double[] { -8, 0, 3, 6, 10 }.Select(best => Share([1, .5, 0], [best, -9, -10]))];
        Assert.Equal(shares.Order(), shares);
        Assert.True(shares[^1] - shares[0] > .3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void Of_FewCandidates_SaysHowMany(int count)
    {
        var (share, passages, _) = ShareRule.Of(
            [.. Enumerable.Range(0, count).Select(i => 1.0 / (i + 1))], [.. Enumerable.Range(0, count).Select(i => (double?)12)]);
        Assert.Equal(count, passages);
        // The less there is to go by, the nearer it is to the usual share.
        Assert.InRange(share, .4, 1);
        Assert.Equal(count > 0 ? 1 : 0, share.CompareTo(.4));
        Assert.True(count is 0 or 10 || share < ShareRule.Of(
            [.. Enumerable.Range(0, 10).Select(i => 1.0 / (i + 1))], [.. Enumerable.Range(0, 10).Select(i => (double?)12)]).Share);
    }

    private static double Share(double[] fused, double?[] logits) => ShareRule.Of(fused, logits).Share;
}
