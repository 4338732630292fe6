namespace Lodestone.Benchmarks;

/// <summary>The cost of building an index.</summary>
/// <param name="Seconds">The time on two threads, from vectors in memory to the index in memory.</param>
/// <param name="ResidentBytes">The resident bytes of the index, without mapped pages of a file, which the system can drop.</param>
internal sealed record VectorBuild(double Seconds, long ResidentBytes);
