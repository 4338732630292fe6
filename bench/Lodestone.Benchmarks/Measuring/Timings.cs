namespace Lodestone.Benchmarks;

/// <summary>The times of one system in each round, and its result in the last.</summary>
internal sealed record Timings<TAnswer>(string Key, string Description, IReadOnlyList<double> Seconds, TAnswer Answer)
{
    public double Median => Statistics.Median(Seconds);

    /// <summary>The number of items per second in the median round.</summary>
    public double Rate(double items) => items / Median;

    /// <summary>The items per second of the slowest and the fastest round.</summary>
    public (double Slowest, double Fastest) Spread(double items) => (items / Seconds.Max(), items / Seconds.Min());

    /// <summary>The speed relative to another system: the median over the rounds of the ratio within a round.</summary>
    /// <remarks>Computed within a round, because its runs are close in time: a slower machine slows both.</remarks>
    public double SpeedOver(Timings<TAnswer> other) => Statistics.Median([.. other.Seconds.Zip(Seconds, (theirs, ours) => theirs / ours)]);
}
