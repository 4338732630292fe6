namespace Lodestone.Benchmarks;

/// <summary>A benchmark, which answers one question by measuring.</summary>
internal interface IBenchmark
{
    /// <summary>Runs the benchmark.</summary>
    /// <exception cref="MissingDataException">This machine lacks something that the benchmark needs.</exception>
    Task<BenchmarkReport> RunAsync(BenchmarkContext context);
}
