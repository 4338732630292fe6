namespace Lodestone.Benchmarks;

/// <summary>The exact result for a query of the fixture.</summary>
internal delegate ReadOnlySpan<int> VectorTruth(int query);
