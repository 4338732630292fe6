using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;

namespace Lodestone;

/// <summary>How to open a collection.</summary>
public sealed record CollectionOptions
{
    /// <summary>
    /// The bi-encoder: a bundled name or a model folder's path. Default, null: the one the collection was made with; for a new one
    /// <see cref="ModelCatalog.DefaultBiEncoder"/>. Another one than the collection's is an error: see
    /// <see cref="Collection.ChangeBiEncoderAsync"/>.
    /// </summary>
    public string? BiEncoder { get; init; }

    /// <summary>The cross-encoder: a bundled name or a model folder's path. It can be another one every time.</summary>
    public string CrossEncoder { get; init; } = ModelCatalog.DefaultCrossEncoder;

    /// <summary>Where encoders come from, for collections that share them; it stays the caller's. Default: the collection's own.</summary>
    public ModelPool? Models { get; init; }

    /// <summary>
    /// Which encoders begin to load while the indexes are opened, so that the first search, or the first document, waits less for them.
    /// Default: none; each is loaded when it is first needed, and what finds by words alone, lists or deletes needs none.
    /// </summary>
    public PreloadModels Preload { get; init; }

    /// <summary>Whether to open it for reading only, beside a process that writes. Default: no.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether to build the indexes anew from the documents, whatever state they are in. Default: no.</summary>
    public bool RebuildIndexes { get; init; }

    /// <summary>What an acknowledged batch survives. Default: the loss of power.</summary>
    public Durability Durability { get; init; }

    /// <summary>
    /// How documents are cut into passages. Default, null: as the collection was made; for a new one as <see cref="PassageDefaults"/> has
    /// it. Another cutting than the collection's is an error: see <see cref="Collection.ChangeBiEncoderAsync"/>.
    /// </summary>
    public PassageOptions? Passages { get; init; }

    /// <summary>How words are read and weighed.</summary>
    public KeywordOptions Keywords { get; init; } = new();

    /// <summary>
    /// Up to how many passages every search compares the query with every vector. Default:
    /// <see cref="CollectionDefaults.ExactUpTo"/>; beyond it an HNSW graph is walked.
    /// </summary>
    public int ExactUpTo { get; init; } = CollectionDefaults.ExactUpTo;

    /// <summary>Bytes for query vectors kept. Default: <see cref="CacheDefaults.QueryBytes"/>; 0 keeps none.</summary>
    public long QueryCacheBytes { get; init; } = CacheDefaults.QueryBytes;

    /// <summary>Bytes for pair scores kept. Default: <see cref="CacheDefaults.PairBytes"/>; 0 keeps none.</summary>
    public long PairCacheBytes { get; init; } = CacheDefaults.PairBytes;

    /// <summary>The clock that stages are timed with. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks the ranges of all options. <see cref="Collection.OpenAsync"/> does it, too.</summary>
    /// <exception cref="ArgumentException">A name is blank, or a number is out of its range.</exception>
    public void Validate()
    {
        InvalidArgumentException.ThrowIfBlank(CrossEncoder);
        InvalidRangeException.ThrowIfLess(ExactUpTo, 0);
        InvalidRangeException.ThrowIfLess(QueryCacheBytes, 0);
        InvalidRangeException.ThrowIfLess(PairCacheBytes, 0);
        if (BiEncoder is not null)
            InvalidArgumentException.ThrowIfBlank(BiEncoder);
        Passages?.Validate();
    }
}

/// <summary>What an encoder does in a search; several together as flags.</summary>
[Flags]
public enum PreloadModels
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Embeds queries and documents.</summary>
    BiEncoder = 1,

    /// <summary>Reads the query with each of the best candidates.</summary>
    CrossEncoder = 2,

    /// <summary>Both.</summary>
    Both = BiEncoder | CrossEncoder,
}
