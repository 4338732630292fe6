using System.Runtime.InteropServices;

namespace Lodestone.Search.Fusion;

/// <summary>The range of one stage's scores, checked to be numbers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MinMaxRange(double Min, double Max)
{
    public bool Any => Min <= Max;

    public static MinMaxRange Over(ReadOnlySpan<double?> scores, string name)
    {
        var list = new MinMaxRange(double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
        {
            if (score is { } value)
                list = list.With(value, name);
        }

        return list;
    }

    public static MinMaxRange Over(ReadOnlySpan<double> scores, string name)
    {
        var list = new MinMaxRange(double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
            list = list.With(score, name);
        return list;
    }

    /// <summary>0 for the list's worst score to 1 for its best. Scores that are all equal are all 1: found, and none better.</summary>
    public double Scaled(double score)
    {
        var range = Max - Min;
        if (range == 0)
            return 1;
        return double.IsFinite(range) ? (score - Min) / range : ((score / 2) - (Min / 2)) / ((Max / 2) - (Min / 2));
    }

    public void AddScaled(ReadOnlySpan<double?> scores, double weight, Span<double> sums)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } score)
                sums[i] += weight * Scaled(score);
        }
    }

    private MinMaxRange With(double score, string name) => double.IsFinite(score)
        ? new MinMaxRange(Math.Min(Min, score), Math.Max(Max, score))
        : throw new InvalidArgumentException(
            ErrorCodes.ValueNotFinite, $"A score is {score}; scores are finite numbers, or null where a stage gave none.", name);
}
