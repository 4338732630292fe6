namespace Lodestone.Benchmarks;

/// <summary>The statistics of the reports.</summary>
internal static class Statistics
{
    public static double Median(IReadOnlyList<double> values) => Percentile(values, 0.5);

    /// <summary>The value at a share of the sorted values, interpolated linearly.</summary>
    public static double Percentile(IReadOnlyList<double> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var sorted = values.Order().ToArray();
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Spearman's rank correlation: 1 when two systems have the same order.</summary>
    public static double Spearman(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => Pearson(Ranks(first), Ranks(second));

    /// <summary>The largest absolute difference; NaN when either side has one, so that a NaN never counts as agreement.</summary>
    public static float LargestDifference(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, second.Length);
        var largest = 0f;
        for (var i = 0; i < first.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(first[i] - second[i]));
        return largest;
    }

    /// <summary>The cosine of two vectors.</summary>
    public static double Cosine(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double dot = 0, firstSquared = 0, secondSquared = 0;
        for (var i = 0; i < first.Length; i++)
        {
            dot += first[i] * second[i];
            firstSquared += first[i] * first[i];
            secondSquared += second[i] * second[i];
        }

        return dot / Math.Sqrt(firstSquared * secondSquared);
    }

    /// <summary>Ranks from the lowest value up; equal values share the mean of their ranks.</summary>
    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        var ranks = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            foreach (var other in values)
                ranks[i] += other < values[i] ? 1 : other.Equals(values[i]) ? 0.5 : 0;
        }

        return ranks;
    }

    private static double Pearson(double[] first, double[] second)
    {
        var (firstMean, secondMean) = (first.Average(), second.Average());
        double covariance = 0, firstVariance = 0, secondVariance = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i] - firstMean, second[i] - secondMean);
            covariance += x * y;
            firstVariance += x * x;
            secondVariance += y * y;
        }

        return covariance / Math.Sqrt(firstVariance * secondVariance);
    }
}
