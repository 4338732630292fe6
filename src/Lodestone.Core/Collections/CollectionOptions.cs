using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.Extensions.AI;
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

    /// <summary>An embedder of the application, which makes the vectors in place of a bi-encoder. Default: null.</summary>
    /// <remarks>
    /// <para>
    /// Any generator of Microsoft.Extensions.AI, remote or local. It stays the caller's, who disposes it after the collection, and retries,
    /// caches and limits are its own pipeline's. It is called from several threads at once, as <see cref="EmbedderOptions"/> says, and is
    /// told by <see cref="EmbedderProperties.Role"/> in the options of a call whether the texts are documents or a query.
    /// </para>
    /// <para>
    /// The collection keeps the identity of the embedder, and an opening with another one is an error with the code
    /// <see cref="ErrorCodes.CollectionModelDiffers"/>. Without the embedder, a collection opens, lists, deletes and searches by words.
    /// A batch that the embedder fails for is not written; in an indexing run the documents it fails for are problems of the report.
    /// </para>
    /// </remarks>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; init; }

    /// <summary>How <see cref="Embedder"/> is called, and its identity.</summary>
    public EmbedderOptions EmbedderOptions { get; init; } = new();

    /// <summary>Counts the tokens of passages that an embedder of the application embeds. Default: null, an approximation.</summary>
    /// <remarks>
    /// The approximation counts a token for every four letters or digits begun of a word, and one for every other character that is not
    /// white space. A bi-encoder of ours counts with its own tokenizer. A <c>Lodestone.Encoders.Tokenizer</c> is a counter. It stays the
    /// caller's.
    /// </remarks>
    public ITokenCounter? TokenCounter { get; init; }

    /// <summary>The cross-encoder: a bundled name or a model folder's path.</summary>
    /// <remarks>It may differ at every opening.</remarks>
    public string CrossEncoder { get; init; } = ModelCatalog.DefaultCrossEncoder;

    /// <summary>A reranker of the application, which reranks in place of <see cref="CrossEncoder"/>. Default: null.</summary>
    /// <remarks>
    /// <para>
    /// It stays the caller's, who disposes it after the collection. It is called from many searches at once, and never with a blank
    /// passage. When it throws, or returns anything but one finite score for each passage, the search keeps the fused order, and the
    /// trace has the failure and its code. A search with a <see cref="SearchOptions.Budget"/> waits no longer than that for it.
    /// </para>
    /// <para>Its scores are cached as those of a cross-encoder are; <see cref="PairCacheBytes"/> disables that.</para>
    /// </remarks>
    public IReranker? Reranker { get; init; }

    /// <summary>The pool of encoders, for collections that share them; it stays the caller's. Default: a pool of its own.</summary>
    public ModelPool? Models { get; init; }

    /// <summary>The folder in which names of models are looked up. Default: null, as <see cref="ModelCatalog"/> finds it.</summary>
    /// <remarks>For the collection's own pool; a pool that is given as <see cref="Models"/> has a folder of its own.</remarks>
    public string? ModelsFolder { get; init; }

    /// <summary>What runs the models. Default: null, the processor.</summary>
    /// <remarks>For the collection's own pool; a pool that is given as <see cref="Models"/> has a provider of its own.</remarks>
    public ExecutionProvider? ExecutionProvider { get; init; }

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

    /// <summary>A chunker of the application, which cuts documents in place of <see cref="Lodestone.Chunker"/>. Default: null.</summary>
    /// <remarks>
    /// It stays the caller's, and is called from several threads at once. It cuts the documents that are written while it is given; those
    /// written before keep their passages. A document for which it fails, or returns ranges that cannot be passages, is not written: a
    /// batch ends with a <see cref="ComponentException"/>, and an indexing run has a problem in its report. A passage that is longer than
    /// the bi-encoder reads is embedded in part, and the report has the number of tokens that were dropped.
    /// </remarks>
    public IChunker? Chunker { get; init; }

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
    /// Where to log repairs, failed stages, indexing reports and re-embedding, under the category <c>Lodestone.Collection</c>.
    /// Default: null, nowhere.
    /// </summary>
    /// <remarks>No entry has the text of a query or of a document.</remarks>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock that times the stages. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Validates the ranges of all options, as <see cref="Collection.OpenAsync"/> does.</summary>
    /// <exception cref="ArgumentException">A name is blank, a number is out of its range, or two options exclude each other.</exception>
    public void Validate()
    {
        InvalidArgumentException.ThrowIfBlank(CrossEncoder);
        InvalidRangeException.ThrowIfLess(ExactUpTo, 0);
        InvalidRangeException.ThrowIfLess(QueryCacheBytes, 0);
        InvalidRangeException.ThrowIfLess(PairCacheBytes, 0);
        if (BiEncoder is not null)
            InvalidArgumentException.ThrowIfBlank(BiEncoder);
        ArgumentNullException.ThrowIfNull(EmbedderOptions);
        EmbedderOptions.Validate();
        if (Embedder is not null && BiEncoder is not null)
        {
            throw new InvalidArgumentException(
                ErrorCodes.EmbedderConflict,
                $"An embedder and the bi-encoder '{BiEncoder}' were given; one of them makes the vectors. Leave the other out.",
                nameof(BiEncoder));
        }

        if (ModelsFolder is not null)
            InvalidArgumentException.ThrowIfBlank(ModelsFolder);
        if (Models is not null && (ModelsFolder is not null || ExecutionProvider is not null))
        {
            throw new InvalidArgumentException(
                ErrorCodes.OptionsInvalid,
                $"A pool of models was given, and {(ModelsFolder is null ? nameof(ExecutionProvider) : nameof(ModelsFolder))} too; " +
                "a pool has its own. Set it on the pool, or leave the pool out.",
                nameof(Models));
        }

        Passages?.Validate();
    }
}
