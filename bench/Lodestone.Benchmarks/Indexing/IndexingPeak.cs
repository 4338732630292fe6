namespace Lodestone.Benchmarks;

/// <summary>The memory and time of a process that indexes stackfaq and then searches it.</summary>
/// <param name="Documents">The number of indexed documents.</param>
/// <param name="IndexSeconds">The time from opening the collection until everything is durable, including loading the model.</param>
/// <param name="AfterIndexing">The memory after indexing.</param>
/// <param name="Hybrid">The latency of searches without rerank.</param>
/// <param name="AfterHybrid">The memory after them.</param>
/// <param name="Reranked">The latency of searches with a rerank of 50.</param>
/// <param name="AfterRerank">The memory at the end; its peak is that of the whole process.</param>
internal sealed record IndexingPeak(
    int Documents, double IndexSeconds, ProcessMemory AfterIndexing, Latency Hybrid, ProcessMemory AfterHybrid, Latency Reranked,
    ProcessMemory AfterRerank);
