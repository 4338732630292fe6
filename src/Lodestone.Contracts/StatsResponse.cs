using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The contents of a collection, and its size.</summary>
public sealed record StatsResponse
{
    /// <summary>The number of documents.</summary>
    public required long Documents { get; init; }

    /// <summary>The number of passages, the parts that are embedded and found.</summary>
    public required long Passages { get; init; }

    /// <summary>The sequence: it increases by one with every batch that changed something.</summary>
    public required long Sequence { get; init; }

    /// <summary>The bi-encoder it was embedded with; null while it is empty.</summary>
    public required string? BiEncoder { get; init; }

    /// <summary>The checksum of that model's files; null while it is empty.</summary>
    public required string? BiEncoderChecksum { get; init; }

    /// <summary>The dimensions of its vectors; 0 while it is empty.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The cross-encoder that searches use.</summary>
    public required string CrossEncoder { get; init; }

    /// <summary>The size of the store on disk in bytes.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>The size of the indexes on disk in bytes.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Metadata fields, with the kinds of their values.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; }

    /// <summary>The vector index; null while the collection is empty.</summary>
    public required VectorIndexResponse? VectorIndex { get; init; }

    /// <summary>The repairs made when it was opened.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

/// <summary>The health of a vector index.</summary>
public sealed record VectorIndexResponse
{
    /// <summary><c>graph</c>, or <c>exact</c> where every vector is compared; absent in the report of a check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>The number of vectors that can be found.</summary>
    public required int Vectors { get; init; }

    /// <summary>The number of removed vectors whose place in the graph is not repaired yet.</summary>
    public required int Removed { get; init; }

    /// <summary>Its memory in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The share of the vectors that a walk can reach; 1 is all.</summary>
    public required double ReachableShare { get; init; }

    /// <summary>The share of the exact ten nearest that a search finds, over a sample; null without a sample.</summary>
    public required double? SampledRecall { get; init; }

    /// <summary>The number of vectors of the sample.</summary>
    public required int Sample { get; init; }
}
