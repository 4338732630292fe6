namespace Lodestone.Benchmarks;

/// <summary>The measurements on a collection of one size.</summary>
internal sealed record GrowthResult
{
    public required int Passages { get; init; }

    /// <summary>The time to open the collection in a new process until it can be searched.</summary>
    public required double OpenSeconds { get; init; }

    /// <summary>The first hybrid search with rerank, which loads both models.</summary>
    public required double FirstSearchSeconds { get; init; }

    /// <summary>Latencies by the names of <see cref="GrowthMode"/>.</summary>
    public required IReadOnlyDictionary<string, Latency> Searches { get; init; }

    /// <summary>The milliseconds of the median search by mode and stage, from the traces.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Stages { get; init; }

    public required ProcessMemory AfterOpen { get; init; }

    public required ProcessMemory AfterFirstStages { get; init; }

    public required ProcessMemory AfterRerank { get; init; }

    /// <summary>The memory that the vector index reports, in bytes.</summary>
    public required long VectorIndexBytes { get; init; }

    public required long StoreBytesOnDisk { get; init; }

    public required long IndexBytesOnDisk { get; init; }

    public required bool HasGraph { get; init; }

    /// <summary>The share of the exact ten nearest that a dense search finds, over the queries.</summary>
    public required double RecallAt10 { get; init; }

    /// <summary>The repairs during opening; expected to be empty.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}
