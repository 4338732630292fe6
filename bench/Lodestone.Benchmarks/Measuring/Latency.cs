namespace Lodestone.Benchmarks;

/// <summary>How long single searches or requests took.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Median">Seconds of the median one.</param>
/// <param name="P95">Seconds that 95 in 100 stay below.</param>
/// <param name="P99">Seconds that 99 in 100 stay below.</param>
/// <param name="Slowest">Seconds of the slowest.</param>
internal sealed record Latency(int Count, double Median, double P95, double P99, double Slowest)
{
    public static Latency Of(IReadOnlyList<double> seconds) => new(
        seconds.Count, Statistics.Median(seconds), Statistics.Percentile(seconds, .95), Statistics.Percentile(seconds, .99), seconds.Max());
}
