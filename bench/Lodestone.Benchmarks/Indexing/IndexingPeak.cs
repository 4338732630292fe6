namespace Lodestone.Benchmarks;

/// <summary>What a process took that indexed stackfaq and then searched it.</summary>
/// <param name="Documents">Documents that were indexed.</param>
/// <param name="IndexSeconds">From starting to open the collection to all being durable, the loading of the model included.</param>
/// <param name="AfterIndexing">Memory then.</param>
/// <param name="Hybrid">Searches without rerank.</param>
/// <param name="AfterHybrid">Memory after them.</param>
/// <param name="Reranked">Searches with a rerank of 50.</param>
/// <param name="AfterRerank">Memory at the end; its peak is that of the whole process.</param>
internal sealed record IndexingPeak(
    int Documents, double IndexSeconds, ProcessMemory AfterIndexing, Latency Hybrid, ProcessMemory AfterHybrid, Latency Reranked,
    ProcessMemory AfterRerank);
