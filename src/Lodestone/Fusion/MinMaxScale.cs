namespace Lodestone;

/// <summary>Brings a list's scores to 0 (its worst) to 1 (its best). Scores that are all equal are all 1: found, and none better.</summary>
internal readonly record struct MinMaxScale(double Min, double Max)
{
    public static MinMaxScale Over(ReadOnlySpan<double?> scores)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
        {
            if (score is not { } value)
                continue;
            if (!double.IsFinite(value))
                throw new ArgumentException($"A score is {value}; scores are finite, or null where a stage gave none.", nameof(scores));
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return new MinMaxScale(min, max);
    }

    /// <summary>Adds each scaled score times the weight; null adds nothing, as the list's worst does.</summary>
    public void AddTo(Span<double> sums, ReadOnlySpan<double?> scores, double weight)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } value)
                sums[i] += weight * Scaled(value);
        }
    }

    // Halves, because the difference of two finite numbers need not be finite.
    private double Scaled(double value) => Max > Min ? ((value / 2) - (Min / 2)) / ((Max / 2) - (Min / 2)) : 1;
}
