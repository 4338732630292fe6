using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A search. Everything but the query has a default.</summary>
public sealed record SearchRequest
{
    /// <summary>The query, in plain words: there is no query syntax. Not blank.</summary>
    [Length(1, RequestLimits.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>How many hits come back. Default: 10.</summary>
    [Range(1, 2 * RequestLimits.MaxCandidates)]
    public int? Top { get; init; }

    /// <summary>How many hits to pass over, for paging. Default: 0. Together with top at most candidates of each first stage.</summary>
    [Range(0, 2 * RequestLimits.MaxCandidates)]
    public int? Skip { get; init; }

    /// <summary>How many passages each first stage hands on. Default: 100.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Candidates { get; init; }

    /// <summary>The first stages that run. Default: hybrid.</summary>
    [Description("The first stages that run. Default: hybrid.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<SearchRetrieval>))]
    public SearchRetrieval? Retrieval { get; init; }

    /// <summary>How the first stages' scores become one.</summary>
    public FusionRequest? Fusion { get; init; }

    /// <summary>Whether and how the cross-encoder reads the best again: true, false, or how. Default: true.</summary>
    [Description("Whether and how the cross-encoder reads the best again: true, false, or how. Default: true.")]
    public JsonElement? Rerank { get; init; }

    /// <summary>Only documents for which this holds, such as <c>plan = "free" and year >= 2024</c>. Default: all.</summary>
    [Length(0, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>How long the search may take; what was not reranked by then keeps its place and is marked. Default: no limit.</summary>
    [Range(0.0, 86_400_000.0)]
    public double? BudgetMilliseconds { get; init; }

    /// <summary>Whether to compare the query with every vector, however many there are. Default: false.</summary>
    public bool? Exact { get; init; }

    /// <summary>How many nodes the walk of a graph keeps in view. Default: what the index chooses.</summary>
    [Range(1, 100_000)]
    public int? Exploration { get; init; }

    /// <summary>How many passages of one document may be hits; 0: any number. Default: 1.</summary>
    [Range(0, int.MaxValue)]
    public int? PassagesPerDocument { get; init; }

    /// <summary>Whether the answer is a stream of events: the fused hits at once, the reranked ones when ready. Default: false.</summary>
    public bool? Stream { get; init; }
}

/// <summary>The first stages that look for candidates.</summary>
public enum SearchRetrieval
{
    /// <summary>BM25 and the bi-encoder at once, fused: what the one misses, the other finds.</summary>
    Hybrid,

    /// <summary>The bi-encoder alone: meaning, without words.</summary>
    Dense,

    /// <summary>BM25 alone: words, without meaning. Runs no bi-encoder.</summary>
    Keyword,
}

/// <summary>How the first stages' scores become one.</summary>
public sealed record FusionRequest
{
    /// <summary>The weighted sum of scores, each brought to 0 to 1, or reciprocal rank fusion. Default: minMax.</summary>
    [Description("The weighted sum of scores, each brought to 0 to 1, or reciprocal rank fusion. Default: minMax.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<FusionFormula>))]
    public FusionFormula? Method { get; init; }

    /// <summary>BM25's weight; only its ratio to the other counts. Default: 0.5.</summary>
    [Range(0.0, 1e6)]
    public double? Bm25Weight { get; init; }

    /// <summary>The bi-encoder's weight. Default: 0.5.</summary>
    [Range(0.0, 1e6)]
    public double? SimilarityWeight { get; init; }

    /// <summary>The constant of reciprocal rank fusion. Default: 60.</summary>
    [Range(1, 1_000_000)]
    public int? RankConstant { get; init; }

    /// <summary>Whether BM25's weight is lowered where keywords do not decide the query; for minMax. Default: true.</summary>
    public bool? AdaptBm25 { get; init; }
}

/// <summary>How the keyword list and the bi-encoder's list become one.</summary>
public enum FusionFormula
{
    /// <summary>Both scores are brought to 0 to 1 over their own list, weighed and added.</summary>
    MinMax,

    /// <summary>Ranks alone count: the weighed sum of 1 / (constant + rank) (Cormack et al., SIGIR 2009).</summary>
    ReciprocalRank,
}

/// <summary>How the cross-encoder reads the best again.</summary>
public sealed record RerankRequest
{
    /// <summary>Whether it does. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How many passages it reads, the best of the fused list. Default: 30.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Depth { get; init; }

    /// <summary>Its share of the final score: 0 leaves the fused order, 1 goes by its logit alone. Default: as measured.</summary>
    [Range(0.0, 1.0)]
    public double? CrossEncoderWeight { get; init; }

    /// <summary>How far below the best logit a passage gets half of that share. Default: 2.</summary>
    [Range(1e-6, 1e6)]
    public double? HalfLogit { get; init; }

    /// <summary>The reading of passages that do not fit beside the query. Default: truncate.</summary>
    [Description("The reading of passages that do not fit beside the query. Default: truncate.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<LongPassageReading>))]
    public LongPassageReading? LongPassages { get; init; }
}

/// <summary>The reading of a passage that does not fit beside its query.</summary>
public enum LongPassageReading
{
    /// <summary>Read what fits, and say how many tokens were dropped.</summary>
    Truncate,

    /// <summary>Read it in overlapping windows; the best window's score is the passage's.</summary>
    Windows,
}
