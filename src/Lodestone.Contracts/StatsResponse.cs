using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The contents of a collection, and its size.</summary>
public sealed record StatsResponse
{
    /// <summary>Documents.</summary>
    public required long Documents { get; init; }

    /// <summary>Passages: what is embedded and found.</summary>
    public required long Passages { get; init; }

    /// <summary>The state it is in: rises by one with every batch that changed something.</summary>
    public required long Sequence { get; init; }

    /// <summary>The bi-encoder it was embedded with; null while it is empty.</summary>
    public required string? BiEncoder { get; init; }

    /// <summary>The checksum of that model's files; null while it is empty.</summary>
    public required string? BiEncoderChecksum { get; init; }

    /// <summary>Dimensions of its vectors; 0 while it is empty.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The cross-encoder that searches use.</summary>
    public required string CrossEncoder { get; init; }

    /// <summary>Bytes of the store on disk.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>Bytes of the indexes on disk.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Metadata fields, with the kinds of value they hold.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; }

    /// <summary>The vector index; null while the collection is empty.</summary>
    public required VectorIndexResponse? VectorIndex { get; init; }

    /// <summary>The repairs that were needed when it was opened.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

/// <summary>The state of a vector index.</summary>
public sealed record VectorIndexResponse
{
    /// <summary><c>graph</c>, or <c>exact</c> where every vector is compared; absent in the report of a check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Vectors that can be found.</summary>
    public required int Vectors { get; init; }

    /// <summary>Vectors removed, whose place has not been repaired yet.</summary>
    public required int Removed { get; init; }

    /// <summary>Bytes of memory it holds.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Share of the vectors that a walk can reach: 1 is all.</summary>
    public required double ReachableShare { get; init; }

    /// <summary>Share of the exact ten nearest of a sample that a search finds; null without a sample.</summary>
    public required double? SampledRecall { get; init; }

    /// <summary>Vectors the sample had.</summary>
    public required int Sample { get; init; }
}
