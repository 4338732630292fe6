namespace Lodestone.Benchmarks;

/// <summary>Formats numbers with as many digits as a measurement on a shared machine deserves.</summary>
internal static class Figure
{
    public static string Ratio(double value) => $"{value:0.00}×";

    public static string Rate(double value) => value switch
    {
        >= 1000 => $"{value:#,0}",
        >= 100 => $"{value:0}",
        >= 10 => $"{value:0.0}",
        _ => $"{value:0.00}",
    };

    /// <summary>The median rate, and those of the slowest and the fastest round.</summary>
    public static string Spread<TAnswer>(Timings<TAnswer> timings, double items)
    {
        var (slowest, fastest) = timings.Spread(items);
        return $"{Rate(timings.Rate(items))} ({Rate(slowest)} to {Rate(fastest)})";
    }

    public static string Rounds(int count) => count == 1 ? "1 round" : $"{count} rounds";

    public static string Milliseconds(double seconds) => $"{seconds * 1000:#,0} ms";
}
