namespace Lodestone.Benchmarks;

/// <summary>How a collection was made.</summary>
/// <param name="Passages">Passages it has.</param>
/// <param name="StoreSeconds">Writing documents and vectors into the store, the drawing of them included.</param>
/// <param name="IndexSeconds">Building both indexes from the store.</param>
/// <param name="SaveSeconds">Writing the indexes to disk.</param>
/// <param name="AfterStore">Memory when all was in the store.</param>
/// <param name="AfterIndexes">Memory when the indexes were built.</param>
internal sealed record GrowthBuild(
    int Passages, double StoreSeconds, double IndexSeconds, double SaveSeconds, ProcessMemory AfterStore, ProcessMemory AfterIndexes);
