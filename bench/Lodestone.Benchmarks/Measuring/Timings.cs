namespace Lodestone.Benchmarks;

/// <summary>How long one system took in each round, and what it answered in the last.</summary>
internal sealed record Timings<TAnswer>(string Key, string Description, IReadOnlyList<double> Seconds, TAnswer Answer)
{
    public double Median => Statistics.Median(Seconds);

    /// <summary>Items a second in the median round.</summary>
    public double Rate(double items) => items / Median;

    /// <summary>The items a second of the slowest and the fastest round.</summary>
    public (double Slowest, double Fastest) Spread(double items) => (items / Seconds.Max(), items / Seconds.Min());

    /// <summary>How many times as fast this system is as another: the median over the rounds of the ratio within a round.</summary>
    /// <remarks>Taken within a round because its runs are neighbours in time: a machine that slows down slows both.</remarks>
    public double SpeedOver(Timings<TAnswer> other) => Statistics.Median([.. other.Seconds.Zip(Seconds, (theirs, ours) => theirs / ours)]);
}
