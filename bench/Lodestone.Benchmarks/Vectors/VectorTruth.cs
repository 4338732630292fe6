namespace Lodestone.Benchmarks;

/// <summary>The exact answer to a query of the fixture.</summary>
internal delegate ReadOnlySpan<int> VectorTruth(int query);
