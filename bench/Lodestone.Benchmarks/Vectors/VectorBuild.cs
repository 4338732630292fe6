namespace Lodestone.Benchmarks;

/// <summary>What building an index took.</summary>
/// <param name="Seconds">On two threads, vectors in memory to index in memory.</param>
/// <param name="ResidentBytes">What the process holds for it; a file's pages that are mapped are not counted, for the system can drop them.</param>
internal sealed record VectorBuild(double Seconds, long ResidentBytes);
