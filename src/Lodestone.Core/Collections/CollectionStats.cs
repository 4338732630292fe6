using Lodestone.Indexing;

namespace Lodestone;

/// <summary>The contents of a collection, and its size on disk.</summary>
public sealed record CollectionStats
{
    /// <summary>The number of documents.</summary>
    public required long Documents { get; init; }

    /// <summary>The number of passages, the units that are embedded and found.</summary>
    public required long Passages { get; init; }

    /// <summary>The sequence of the snapshot: rises by one with every batch that changed something.</summary>
    public required long Sequence { get; init; }

    /// <summary>
    /// The bi-encoder of the vectors: a bundled name or a folder, or an embedder's provider and model; null while the collection is empty.
    /// </summary>
    public string? BiEncoder { get; init; }

    /// <summary>The checksum of that model's files, or of an embedder's identity; null while the collection is empty.</summary>
    public string? BiEncoderChecksum { get; init; }

    /// <summary>The dimensions of the vectors; 0 while the collection is empty.</summary>
    public int Dimensions { get; init; }

    /// <summary>The cross-encoder that searches use, or the type of the application's reranker.</summary>
    public required string CrossEncoder { get; init; }

    /// <summary>The metadata fields, with the kinds of value they hold.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> Fields { get; init; }

    /// <summary>The size of the store on disk, in bytes.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>The size of the indexes on disk, in bytes.</summary>
    public required long IndexBytes { get; init; }

    /// <summary>The health of the vector index, its memory and its recall on a sample; null while the collection is empty.</summary>
    public VectorIndexHealth? VectorIndex { get; init; }

    /// <summary>Whether a vector search walks a graph instead of comparing every vector.</summary>
    public bool HasGraph { get; init; }
}

/// <summary>The result of checking a collection.</summary>
/// <param name="Problems">The damage found, each as a sentence; empty when there is none.</param>
/// <param name="Notices">Repairs made when the collection was opened.</param>
/// <param name="Sequence">The sequence of the snapshot that was checked.</param>
/// <param name="VectorIndex">The health of the vector index; null while the collection is empty.</param>
public sealed record CheckReport(
    IReadOnlyList<string> Problems, IReadOnlyList<string> Notices, long Sequence, VectorIndexHealth? VectorIndex)
{
    /// <summary>Whether no damage was found.</summary>
    public bool IsClean => Problems.Count == 0;
}

/// <summary>The health of a collection at one moment.</summary>
public sealed record CollectionHealth
{
    /// <summary>Explains why nothing can be written at present; null when it can, and for a collection opened for reading only.</summary>
    public string? WriteProblem { get; init; }

    /// <summary>Reasons why searches run with fewer stages or older vectors, each as a sentence; empty when there is none.</summary>
    /// <remarks>For example a model whose files are missing, indexes that could not be saved, a re-embedding in progress.</remarks>
    public required IReadOnlyList<string> Degradations { get; init; }
}
