using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.Extensions.Logging;

namespace Lodestone;

/// <summary>Options for opening a collection.</summary>
public sealed record CollectionOptions
{
    /// <summary>
    /// The bi-encoder: a bundled name or a model folder's path. Default: null, the collection's own, and for a new collection
    /// <see cref="ModelCatalog.DefaultBiEncoder"/>.
    /// </summary>
    /// <remarks>A model that differs from the collection's is an error; use <see cref="Collection.ChangeBiEncoderAsync"/>.</remarks>
    public string? BiEncoder { get; init; }

    /// <summary>The cross-encoder: a bundled name or a model folder's path.</summary>
    /// <remarks>It may differ at every opening.</remarks>
    public string CrossEncoder { get; init; } = ModelCatalog.DefaultCrossEncoder;

    /// <summary>The pool of encoders, for collections that share them; it stays the caller's. Default: a pool of its own.</summary>
    public ModelPool? Models { get; init; }

    /// <summary>
    /// Whether the bi-encoder begins to load while the indexes are opened, so that the first search or document waits less. Default: false.
    /// </summary>
    /// <remarks>The encoder is then loaded when it is first needed; keyword searches, listing and deleting need none.</remarks>
    public bool PreloadBiEncoder { get; init; }

    /// <summary>
    /// Whether the cross-encoder begins to load while the indexes are opened, so that the first reranked search waits less. Default: false.
    /// </summary>
    public bool PreloadCrossEncoder { get; init; }

    /// <summary>Whether to open the collection for reading only, beside a process that writes. Default: false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether to rebuild the indexes from the documents, whatever their condition. Default: false.</summary>
    public bool RebuildIndexes { get; init; }

    /// <summary>The failures that an acknowledged batch survives. Default: power loss.</summary>
    public Durability Durability { get; init; }

    /// <summary>
    /// The sizes of passages. Default: null, the collection's own, and for a new collection those of <see cref="PassageOptions"/>.
    /// </summary>
    /// <remarks>Sizes that differ from the collection's are an error; use <see cref="Collection.ChangeBiEncoderAsync"/>.</remarks>
    public PassageOptions? Passages { get; init; }

    /// <summary>Tokenisation and BM25 weights of the keyword index.</summary>
    public KeywordOptions Keywords { get; init; } = new();

    /// <summary>
    /// The number of passages up to which every search compares the query with every vector; above it, searches walk an HNSW graph.
    /// Default: 20,000; such a scan takes a few milliseconds and misses nothing.
    /// </summary>
    public int ExactUpTo { get; init; } = 20_000;

    /// <summary>Bytes of the cache of query vectors; 0 disables it. Default: <see cref="CacheDefaults.QueryBytes"/>.</summary>
    public long QueryCacheBytes { get; init; } = CacheDefaults.QueryBytes;

    /// <summary>Bytes of the cache of pair scores; 0 disables it. Default: <see cref="CacheDefaults.PairBytes"/>.</summary>
    public long PairCacheBytes { get; init; } = CacheDefaults.PairBytes;

    /// <summary>
    /// Where to log repairs, failed stages, indexing reports and re-embedding, under the category <c>Lodestone.Collection</c>. Default: null,
    /// nowhere.
    /// </summary>
    /// <remarks>No entry has the text of a query or of a document.</remarks>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock that times the stages. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the ranges of all options, as <see cref="Collection.OpenAsync"/> does.</summary>
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
