using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A search for a query in words or near a vector, one of the two. Every other field has a default.</summary>
public sealed record SearchRequest
{
    /// <summary>The query, in plain words: there is no query syntax. Not blank.</summary>
    [Length(1, RequestLimits.MaxQueryLength)]
    public string? Query { get; init; }

    /// <summary>
    /// A vector to search near instead of a query, by meaning alone: as many finite numbers as the collection's vectors have, from its own
    /// bi-encoder. Its length does not matter. The stages that need words are skipped, and the trace says so.
    /// </summary>
    [Length(1, RequestLimits.MaxVectorLength)]
    public IReadOnlyList<float>? Vector { get; init; }

    /// <summary>The maximum number of hits. Default: 10.</summary>
    [Range(1, 2 * RequestLimits.MaxCandidates)]
    public int? Top { get; init; }

    /// <summary>The number of hits to skip, for paging. Default: 0. Together with top at most candidates of each first stage.</summary>
    [Range(0, 2 * RequestLimits.MaxCandidates)]
    public int? Skip { get; init; }

    /// <summary>The number of passages that each first stage returns. Default: 100.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Candidates { get; init; }

    /// <summary>The first stages that run. Default: hybrid.</summary>
    [Description("The first stages that run. Default: hybrid.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<SearchRetrieval>))]
    public SearchRetrieval? Retrieval { get; init; }

    /// <summary>The fusion of the first stages' scores.</summary>
    public FusionRequest? Fusion { get; init; }

    /// <summary>The reranking of the best passages by the cross-encoder: true, false, or its options. Default: true.</summary>
    [Description("The reranking of the best passages by the cross-encoder: true, false, or its options. Default: true.")]
    public JsonElement? Rerank { get; init; }

    /// <summary>
    /// The least probability, from 0 to 1, by which the cross-encoder must hold a hit to answer the query; other hits, and those that it
    /// did not read, are left out. Default: none is left out.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? MinProbability { get; init; }

    /// <summary>A filter that documents must match, such as <c>plan = "free" and year >= 2024</c>. Default: all documents.</summary>
    [Length(0, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>
    /// Whether a field of the filter that no document has is an error. Default: false, its comparisons are false and the response
    /// names it.
    /// </summary>
    public bool? Strict { get; init; }

    /// <summary>The time limit of the search; passages not reranked by then keep their order and are marked. Default: no limit.</summary>
    [Range(0.0, 86_400_000.0)]
    public double? BudgetMilliseconds { get; init; }

    /// <summary>Whether to compare the query with every vector, regardless of their number. Default: false.</summary>
    public bool? Exact { get; init; }

    /// <summary>The number of nodes that the walk of a graph keeps in view (HNSW's ef). Default: the index's choice.</summary>
    [Range(1, 100_000)]
    public int? Exploration { get; init; }

    /// <summary>The maximum number of passages of one document among the hits; 0: any number. Default: 1.</summary>
    [Range(0, int.MaxValue)]
    public int? PassagesPerDocument { get; init; }

    /// <summary>Whether the response is a stream of events: first the fused hits, then the reranked ones. Default: false.</summary>
    public bool? Stream { get; init; }
}

/// <summary>A search for passages like those of a document of the collection, by meaning alone.</summary>
public sealed record SimilarRequest
{
    /// <summary>The id of the document; it is not among the hits.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The maximum number of hits. Default: 10.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Top { get; init; }

    /// <summary>The number of hits to skip, for paging. Default: 0. Together with top at most candidates.</summary>
    [Range(0, RequestLimits.MaxCandidates)]
    public int? Skip { get; init; }

    /// <summary>The number of passages that are found. Default: 100.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Candidates { get; init; }

    /// <summary>A filter that documents must match, such as <c>plan = "free" and year >= 2024</c>. Default: all documents.</summary>
    [Length(0, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>The time limit; the passages of the document not searched for by then are left out, with a notice. Default: none.</summary>
    [Range(0.0, 86_400_000.0)]
    public double? BudgetMilliseconds { get; init; }

    /// <summary>Whether to compare with every vector, regardless of their number. Default: false.</summary>
    public bool? Exact { get; init; }

    /// <summary>The number of nodes that the walk of a graph keeps in view (HNSW's ef). Default: the index's choice.</summary>
    [Range(1, 100_000)]
    public int? Exploration { get; init; }

    /// <summary>The maximum number of passages of one document among the hits; 0: any number. Default: 1.</summary>
    [Range(0, int.MaxValue)]
    public int? PassagesPerDocument { get; init; }
}

/// <summary>The first stages that find candidates.</summary>
public enum SearchRetrieval
{
    /// <summary>BM25 and the bi-encoder together, fused: each finds passages that the other misses.</summary>
    Hybrid,

    /// <summary>The bi-encoder alone: meaning, without words.</summary>
    Dense,

    /// <summary>BM25 alone: words, without meaning. Runs no bi-encoder.</summary>
    Keyword,
}

/// <summary>The fusion of the first stages' scores.</summary>
public sealed record FusionRequest
{
    /// <summary>The weighted sum of scores, each scaled to 0 to 1, or reciprocal rank fusion. Default: minMax.</summary>
    [Description("The weighted sum of scores, each scaled to 0 to 1, or reciprocal rank fusion. Default: minMax.")]
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

/// <summary>The method that fuses the keyword list and the bi-encoder's list.</summary>
public enum FusionFormula
{
    /// <summary>Both scores are scaled to 0 to 1 over their own list, weighted and added.</summary>
    MinMax,

    /// <summary>Ranks alone count: the weighted sum of 1 / (constant + rank) (Cormack et al., SIGIR 2009).</summary>
    ReciprocalRank,
}

/// <summary>The options of reranking.</summary>
public sealed record RerankRequest
{
    /// <summary>Whether to rerank. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The work that reranking may do: full, balanced with the distilled cross-encoder, or fast. Default: balanced.</summary>
    [Description("The work that reranking may do: full, balanced with the distilled cross-encoder, or fast. Default: balanced.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<RerankingEffort>))]
    public RerankingEffort? Effort { get; init; }

    /// <summary>The most passages that the cross-encoder reads, the best of the fused list. Default: 30.</summary>
    [Range(1, RequestLimits.MaxCandidates)]
    public int? Depth { get; init; }

    /// <summary>
    /// The cross-encoder's share of the final score: 0 keeps the fused order, 1 orders by its logit alone. Default: as measured.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? CrossEncoderWeight { get; init; }

    /// <summary>The distance below the best logit at which a passage gets half of that share. Default: 2.</summary>
    [Range(1e-6, 1e6)]
    public double? HalfLogit { get; init; }

    /// <summary>The treatment of passages that do not fit beside the query. Default: truncate.</summary>
    [Description("The treatment of passages that do not fit beside the query. Default: truncate.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<LongPassageReading>))]
    public LongPassageReading? LongPassages { get; init; }
}

/// <summary>The work of reranking.</summary>
public enum RerankingEffort
{
    /// <summary>The collection's cross-encoder reads the first twelve passages, and on while one of the last four was relevant.</summary>
    Balanced,

    /// <summary>The collection's cross-encoder reads all passages up to the depth.</summary>
    Full,

    /// <summary>As balanced, read by the distilled cross-encoder, which has half the layers.</summary>
    Fast,
}

/// <summary>The treatment of a passage that does not fit beside its query.</summary>
public enum LongPassageReading
{
    /// <summary>Reads the part that fits, and reports the number of dropped tokens.</summary>
    Truncate,

    /// <summary>Reads it in overlapping windows; the best window's score is the passage's.</summary>
    Windows,
}
