using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Lodestone.Hosting;

/// <summary>The options of an application's collection; each can be set by configuration or in code.</summary>
public sealed class LodestoneOptions
{
    private static readonly CollectionOptions Defaults = new();

    /// <summary>
    /// The collection's folder. Default: the collection's name, and <see cref="Collection.DefaultFolder"/> for the one without a name.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// The time that the start of the application waits for the collection to open; after it, opening continues in the background.
    /// Default: 30 s.
    /// </summary>
    /// <remarks>Opening takes long when an index has to be rebuilt. Until then the collection's health is degraded.</remarks>
    public TimeSpan StartupWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="CollectionOptions.BiEncoder"/>
    public string? BiEncoder { get; set; }

    /// <inheritdoc cref="CollectionOptions.Embedder"/>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; set; }

    /// <inheritdoc cref="CollectionOptions.EmbedderOptions"/>
    public EmbedderOptions EmbedderOptions { get; set; } = new();

    /// <inheritdoc cref="CollectionOptions.TokenCounter"/>
    public ITokenCounter? TokenCounter { get; set; }

    /// <inheritdoc cref="CollectionOptions.Reranker"/>
    public IReranker? Reranker { get; set; }

    /// <inheritdoc cref="CollectionOptions.Chunker"/>
    public IChunker? Chunker { get; set; }

    /// <inheritdoc cref="CollectionOptions.CrossEncoder"/>
    public string CrossEncoder { get; set; } = Defaults.CrossEncoder;

    /// <summary>The pool of encoders. Default: the application's, which its collections share.</summary>
    public ModelPool? Models { get; set; }

    /// <inheritdoc cref="CollectionOptions.ModelsFolder"/>
    /// <remarks>Collections with the same folder and the same <see cref="ExecutionProvider"/> share their models.</remarks>
    public string? ModelsFolder { get; set; }

    /// <summary>What runs the models. Default: null, the processor.</summary>
    public ExecutionProvider? ExecutionProvider { get; set; }

    /// <inheritdoc cref="CollectionOptions.PreloadBiEncoder"/>
    public bool PreloadBiEncoder { get; set; }

    /// <inheritdoc cref="CollectionOptions.PreloadCrossEncoder"/>
    public bool PreloadCrossEncoder { get; set; }

    /// <inheritdoc cref="CollectionOptions.ReadOnly"/>
    public bool ReadOnly { get; set; }

    /// <inheritdoc cref="CollectionOptions.RebuildIndexes"/>
    public bool RebuildIndexes { get; set; }

    /// <inheritdoc cref="CollectionOptions.Durability"/>
    public Durability Durability { get; set; }

    /// <inheritdoc cref="CollectionOptions.Passages"/>
    public PassageOptions? Passages { get; set; }

    /// <inheritdoc cref="CollectionOptions.Keywords"/>
    public KeywordOptions Keywords { get; set; } = new();

    /// <inheritdoc cref="CollectionOptions.ExactUpTo"/>
    public int ExactUpTo { get; set; } = Defaults.ExactUpTo;

    /// <inheritdoc cref="CollectionOptions.QueryCacheBytes"/>
    public long QueryCacheBytes { get; set; } = Defaults.QueryCacheBytes;

    /// <inheritdoc cref="CollectionOptions.PairCacheBytes"/>
    public long PairCacheBytes { get; set; } = Defaults.PairCacheBytes;

    internal CollectionOptions ToCollectionOptions(ModelPool models, ILoggerFactory loggers, TimeProvider clock) => new()
    {
        BiEncoder = BiEncoder,
        Embedder = Embedder,
        EmbedderOptions = EmbedderOptions,
        TokenCounter = TokenCounter,
        CrossEncoder = CrossEncoder,
        Reranker = Reranker,
        Chunker = Chunker,
        Models = models,
        PreloadBiEncoder = PreloadBiEncoder,
        PreloadCrossEncoder = PreloadCrossEncoder,
        ReadOnly = ReadOnly,
        RebuildIndexes = RebuildIndexes,
        Durability = Durability,
        Passages = Passages,
        Keywords = Keywords,
        ExactUpTo = ExactUpTo,
        QueryCacheBytes = QueryCacheBytes,
        PairCacheBytes = PairCacheBytes,
        LoggerFactory = loggers,
        TimeProvider = clock,
    };
}
