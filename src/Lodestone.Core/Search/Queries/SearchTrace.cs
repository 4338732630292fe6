using Lodestone.Indexing;

namespace Lodestone;

/// <summary>The record of a search, stage by stage.</summary>
/// <param name="Elapsed">The time from the call to the result.</param>
/// <param name="Stages">The stages in the order they ended; a skipped stage is included, with the reason.</param>
/// <param name="IndexPath">How the vector index was searched; null when it was not.</param>
/// <param name="Approximate">Whether the candidates may lack some of the nearest vectors.</param>
/// <param name="Notices">Notices to the caller: truncations, fallbacks, a model other than the requested one.</param>
public sealed record SearchTrace(
    TimeSpan Elapsed, IReadOnlyList<StageTrace> Stages, SearchPath? IndexPath, bool Approximate, IReadOnlyList<string> Notices)
{
    /// <summary>Whether a stage failed, so that the result is degraded to that of the other stages.</summary>
    public bool Degraded => Stages.Any(s => s.Failure is not null);

    /// <summary>
    /// The number of passages that the search might have found: those of the filter, or else of the collection. The fewer they are, the
    /// less BM25's share depends on the query. Null when nothing was fused.
    /// </summary>
    public long? Findable { get; init; }

    /// <summary>
    /// BM25's share of the fused score, 0 to 1; the bi-encoder's has the rest. With one list alone its share is whole. Null when nothing
    /// was fused.
    /// </summary>
    public double? Bm25Share { get; init; }

    /// <summary>The cross-encoder's share of the final score, and the numbers that decided it; null when nothing was reranked.</summary>
    public RerankShare? RerankShare { get; init; }

    /// <summary>The effort of reranking that was made, which may be more than was asked for; null when nothing was reranked.</summary>
    public RerankEffort? Effort { get; init; }
}

/// <summary>The record of one stage of a search, or of a comparison.</summary>
public sealed record StageTrace
{
    /// <summary>The stage that evaluates the filter to a set of passages.</summary>
    public const string Filter = "filter";

    /// <summary>The stage that embeds the query with the bi-encoder.</summary>
    public const string Embed = "embed";

    /// <summary>The stage that searches the vector index.</summary>
    public const string Dense = "dense";

    /// <summary>The stage that searches the keyword index.</summary>
    public const string Keyword = "keyword";

    /// <summary>The stage that reads the candidates' locations, and fuses their scores.</summary>
    public const string Fuse = "fuse";

    /// <summary>The stage that reads the texts of the fused hits, for a caller who wants them before the reranked ones.</summary>
    public const string Preview = "preview";

    /// <summary>The stage that scores the query with each passage by the cross-encoder.</summary>
    public const string Rerank = "rerank";

    /// <summary>The stage that reads and highlights the texts of the returned hits.</summary>
    public const string Show = "show";

    /// <summary>The stage's name: one of the constants of this type, which activities and metrics use too.</summary>
    public required string Stage { get; init; }

    /// <summary>The start of the stage, as a time since the start of the search or comparison.</summary>
    public required TimeSpan Started { get; init; }

    /// <summary>The duration of the stage.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The number of candidates that the stage returned.</summary>
    public int Count { get; init; }

    /// <summary>The number of model runs.</summary>
    public int ModelRuns { get; init; }

    /// <summary>The number of tokens that those runs read, special tokens included.</summary>
    public long Tokens { get; init; }

    /// <summary>The number of answers that came from a cache.</summary>
    public int CacheHits { get; init; }

    /// <summary>The reason why the stage was skipped; null if it ran.</summary>
    public string? Skipped { get; init; }

    /// <summary>The reason why the stage failed; null if it did not. The search then continues with the other stages.</summary>
    public string? Failure { get; init; }

    /// <summary>The cause of <see cref="Failure"/>, one of <see cref="ErrorCodes"/>; null if the stage did not fail.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The model of the stage, by its name, or the type of the application's reranker; null when the trace has none.</summary>
    public string? Model { get; init; }
}
