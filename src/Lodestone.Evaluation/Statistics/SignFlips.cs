namespace Lodestone.Evaluation.Statistics;

/// <summary>The two-sided paired randomisation test: under the null hypothesis either sign of a difference is equally likely.</summary>
internal static class SignFlips
{
    public static (double PValue, bool IsExact) PValue(double[] differences, SignificanceOptions options)
    {
        // A difference of zero is the same with either sign, so the test ignores it.
        double[] moved = [.. differences.Where(d => d != 0)];
        // Sums that are mathematically equal may differ in the last bits; they count as equal.
        var least = Math.Abs(moved.Sum()) - (1e-12 * moved.Sum(Math.Abs));
        if (moved.Length <= SignificanceDefaults.ExactQueries)
            return ((double)CountAll(moved, 0, 0, least) / (1 << moved.Length), true);
        var random = new SeededRandom(options.Seed);
        var total = moved.Sum();
        var extreme = 0;
        for (var n = 0; n < options.Permutations; n++)
            extreme += Math.Abs((2 * Half(moved, ref random)) - total) >= least ? 1 : 0;
        // The observed signs are one of the possible flips (Phipson and Smyth, 2010), so a p-value is never 0.
        return ((extreme + 1.0) / (options.Permutations + 1.0), false);
    }

    private static int CountAll(double[] values, int at, double sum, double least) => at == values.Length
        ? Math.Abs(sum) >= least ? 1 : 0
        : CountAll(values, at + 1, sum + values[at], least) + CountAll(values, at + 1, sum - values[at], least);

    /// <summary>The sum of a random half: those that keep their sign. A product replaces an unpredictable branch.</summary>
    private static double Half(double[] values, ref SeededRandom random)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i += 64)
        {
            var bits = random.Next();
            for (var j = i; j < Math.Min(i + 64, values.Length); j++, bits >>= 1)
                sum += values[j] * (bits & 1);
        }

        return sum;
    }
}
