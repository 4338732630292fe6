using System.Globalization;

namespace Lodestone.TestSupport;

/// <summary>Counts the cases of a law, and those that meet its condition: a law that never met it holds for nothing.</summary>
/// <remarks>Cases may be counted on several threads at once.</remarks>
public sealed class LawCases
{
    private int _all;
    private int _counted;

    /// <summary>Counts a case.</summary>
    /// <param name="counts">Whether the case meets the condition.</param>
    /// <returns><paramref name="counts"/>.</returns>
    public bool Count(bool counts)
    {
        Interlocked.Increment(ref _all);
        if (counts)
            Interlocked.Increment(ref _counted);
        return counts;
    }

    /// <summary>Asserts that at least this share of the cases met the condition.</summary>
    /// <remarks>
    /// Cases are drawn at random, so four standard errors below the share pass: chance alone fails one run in 30,000, and a law without
    /// cases fails always.
    /// </remarks>
    public void AssertShare(double least)
    {
        var chance = _all == 0 ? 0 : 4 * Math.Sqrt(least * (1 - least) / _all);
        Assert.True(
            _counted > 0 && (double)_counted / _all >= least - chance,
            string.Create(CultureInfo.InvariantCulture, $"{_counted} of {_all} cases meet the condition of the law; {least:P0} are expected."));
    }
}
