namespace Lodestone.Evaluation;

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
