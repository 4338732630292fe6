namespace Lodestone.Benchmarks;

/// <summary>The durations of single searches or requests.</summary>
/// <param name="Count">The number of searches or requests.</param>
/// <param name="Median">The median, in seconds.</param>
/// <param name="P95">The 95th percentile, in seconds.</param>
/// <param name="P99">The 99th percentile, in seconds.</param>
/// <param name="Slowest">The maximum, in seconds.</param>
internal sealed record Latency(int Count, double Median, double P95, double P99, double Slowest)
{
    public static Latency Of(IReadOnlyList<double> seconds) => new(
        seconds.Count, Statistics.Median(seconds), Statistics.Percentile(seconds, .95), Statistics.Percentile(seconds, .99), seconds.Max());
}
