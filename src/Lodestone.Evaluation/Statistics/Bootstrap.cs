namespace Lodestone.Evaluation.Statistics;

/// <summary>The percentile bootstrap of a mean.</summary>
internal static class Bootstrap
{
    public static ConfidenceInterval? Interval(double[] values, SignificanceOptions options)
    {
        if (values.Length < 2)
            return null;
        var random = new SeededRandom(options.Seed);
        var means = new double[options.Resamples];
        for (var n = 0; n < means.Length; n++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += values[random.Next(values.Length)];
            means[n] = sum / values.Length;
        }

        Array.Sort(means);
        var tail = (1 - options.Confidence) / 2;
        return new ConfidenceInterval(Quantile(means, tail), Quantile(means, 1 - tail), options.Confidence);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): 64 good bits per step. The framework's generators may change their numbers in the next
/// version, and a published p-value should not change with it.
/// </summary>
internal struct SeededRandom(long seed)
{
    private ulong _state = (ulong)seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A random number from 0 up to a bound. Its bias is below 2^-32 for any int, and is not corrected.</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
