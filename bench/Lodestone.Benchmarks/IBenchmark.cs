namespace Lodestone.Benchmarks;

/// <summary>One question, answered by measuring.</summary>
internal interface IBenchmark
{
    /// <summary>Measures.</summary>
    /// <exception cref="MissingDataException">Something it needs is not on this machine.</exception>
    Task<BenchmarkReport> RunAsync(BenchmarkContext context);
}
