using Lodestone.Indexing;

namespace Lodestone;

/// <summary>What is in a collection, and what it takes.</summary>
public sealed record CollectionStats
{
    /// <summary>Documents.</summary>
    public required long Documents { get; init; }

    /// <summary>Passages: what is embedded and found.</summary>
    public required long Passages { get; init; }

    /// <summary>The state it is in: rises by one with every batch that changed something.</summary>
    public required long Sequence { get; init; }

    /// <summary>The bi-encoder it was embedded with: a bundled name or a folder; null while it is empty.</summary>
    public string? BiEncoder { get; init; }

    /// <summary>The checksum of that model's files; null while it is empty.</summary>
    public string? BiEncoderChecksum { get; init; }

    /// <summary>Dimensions of its vectors; 0 while it is empty.</summary>
    public int Dimensions { get; init; }

    /// <summary>The cross-encoder that searches use.</summary>
    public required string CrossEncoder { get; init; }

    /// <summary>Metadata fields, with the kinds of value they hold.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> Fields { get; init; }

    /// <summary>Bytes of the store on disk.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>Bytes of the indexes on disk.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>Health of the vector index, its memory and its recall on a sample; null while it is empty.</summary>
    public VectorIndexHealth? VectorIndex { get; init; }

    /// <summary>Whether vectors are found by walking a graph, or else by comparing all.</summary>
    public bool HasGraph { get; init; }
}

/// <summary>What a check of a collection found.</summary>
/// <param name="Problems">Damage, each as a sentence; empty when there is none.</param>
/// <param name="Notices">What was built anew when the collection was opened.</param>
/// <param name="Sequence">The state that was checked.</param>
/// <param name="VectorIndex">Health of the vector index; null while the collection is empty.</param>
public sealed record CheckReport(
    IReadOnlyList<string> Problems, IReadOnlyList<string> Notices, long Sequence, VectorIndexHealth? VectorIndex)
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsClean => Problems.Count == 0;
}
