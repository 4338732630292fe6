namespace Lodestone.Benchmarks;

/// <summary>What was measured on a collection of one size.</summary>
internal sealed record GrowthResult
{
    public required int Passages { get; init; }

    /// <summary>Opening the collection in a new process, to the moment it can be searched.</summary>
    public required double OpenSeconds { get; init; }

    /// <summary>The first hybrid search with rerank, which loads both models.</summary>
    public required double FirstSearchSeconds { get; init; }

    /// <summary>Latencies by the names of <see cref="GrowthMode"/>.</summary>
    public required IReadOnlyDictionary<string, Latency> Searches { get; init; }

    /// <summary>Milliseconds of the median search by mode and stage, as the traces tell.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Stages { get; init; }

    public required ProcessMemory AfterOpen { get; init; }

    public required ProcessMemory AfterFirstStages { get; init; }

    public required ProcessMemory AfterRerank { get; init; }

    /// <summary>Bytes that the vector index says it holds.</summary>
    public required long VectorIndexBytes { get; init; }

    public required long StoreBytesOnDisk { get; init; }

    public required long IndexBytesOnDisk { get; init; }

    public required bool HasGraph { get; init; }

    /// <summary>Of the ten nearest that comparing every vector finds, the share that a dense search finds, over the queries.</summary>
    public required double RecallAt10 { get; init; }

    /// <summary>What opening had to do; should be nothing.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}
