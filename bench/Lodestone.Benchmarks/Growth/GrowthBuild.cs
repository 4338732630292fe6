namespace Lodestone.Benchmarks;

/// <summary>The cost of building a collection.</summary>
/// <param name="Passages">The number of passages.</param>
/// <param name="StoreSeconds">The time for writing documents and vectors into the store, including drawing them, in seconds.</param>
/// <param name="IndexSeconds">The time for building both indexes from the store, in seconds.</param>
/// <param name="SaveSeconds">The time for writing the indexes to disk, in seconds.</param>
/// <param name="AfterStore">The memory after the store was written.</param>
/// <param name="AfterIndexes">The memory after the indexes were built.</param>
internal sealed record GrowthBuild(
    int Passages, double StoreSeconds, double IndexSeconds, double SaveSeconds, ProcessMemory AfterStore, ProcessMemory AfterIndexes);
