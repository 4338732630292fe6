using Lodestone.Indexing;

namespace Lodestone;

/// <summary>What a search did, stage by stage.</summary>
/// <param name="Elapsed">From the call to the answer.</param>
/// <param name="Stages">The stages in the order they ended; one that was skipped is there too, and says why.</param>
/// <param name="IndexPath">How the vector index was searched; null when it was not.</param>
/// <param name="Approximate">Whether the nearest vectors may not be all among the candidates.</param>
/// <param name="Notices">What the caller should know: truncations, fallbacks, another model than asked for.</param>
public sealed record SearchTrace(
    TimeSpan Elapsed, IReadOnlyList<StageTrace> Stages, SearchPath? IndexPath, bool Approximate, IReadOnlyList<string> Notices)
{
    /// <summary>Whether a stage failed, so that the answer is that of the others.</summary>
    public bool Degraded => Stages.Any(s => s.Failure is not null);
}

/// <summary>What one stage of a search did.</summary>
public sealed record StageTrace
{
    /// <summary>The stage's name: one of <see cref="SearchStages"/>.</summary>
    public required string Stage { get; init; }

    /// <summary>When it began, from the start of the search.</summary>
    public required TimeSpan Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many candidates it gave.</summary>
    public int Count { get; init; }

    /// <summary>How many model runs it needed.</summary>
    public int ModelRuns { get; init; }

    /// <summary>How many tokens those runs read, special tokens included.</summary>
    public long Tokens { get; init; }

    /// <summary>How many of its answers came from a cache.</summary>
    public int CacheHits { get; init; }

    /// <summary>Why it did not run; null if it did.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why it failed; null if it did not. The search then goes on with the other stages.</summary>
    public string? Failure { get; init; }
}

/// <summary>The stages' names in traces, activities and metrics.</summary>
public static class SearchStages
{
    /// <summary>The filter becomes a set of passages.</summary>
    public const string Filter = "filter";

    /// <summary>The bi-encoder reads the query.</summary>
    public const string Embed = "embed";

    /// <summary>The vector index is searched.</summary>
    public const string Dense = "dense";

    /// <summary>The keyword index is searched.</summary>
    public const string Keyword = "keyword";

    /// <summary>The candidates' places are read, and their scores fused.</summary>
    public const string Fuse = "fuse";

    /// <summary>The texts of the fused hits are read, for a caller who wants them before the reranked ones.</summary>
    public const string Preview = "preview";

    /// <summary>The cross-encoder reads query and passages together.</summary>
    public const string Rerank = "rerank";

    /// <summary>The texts of the hits that come back are read, and highlighted.</summary>
    public const string Show = "show";
}
