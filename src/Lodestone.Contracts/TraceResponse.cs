using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The work of a search, stage by stage.</summary>
public sealed record TraceResponse
{
    /// <summary>The time from the call to the result.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The path of the search in the vector index; null when it was not searched.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<VectorSearchPath>))]
    public required VectorSearchPath? IndexPath { get; init; }

    /// <summary>Whether the candidates may lack some of the nearest vectors.</summary>
    public required bool Approximate { get; init; }

    /// <summary>Whether a stage failed and the result is from the other stages.</summary>
    public required bool Degraded { get; init; }

    /// <summary>
    /// The number of passages that the search might have found: those of the filter, or else of the collection. Absent when nothing was
    /// fused.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Findable { get; init; }

    /// <summary>BM25's share of the fused score, 0 to 1; the bi-encoder's has the rest. Absent when nothing was fused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Bm25Share { get; init; }

    /// <summary>The cross-encoder's share of the final score. Absent when nothing was reranked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RerankShareResponse? RerankShare { get; init; }

    /// <summary>The effort of reranking that was made, which may be more than was asked for; absent without reranking.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<RerankingEffort>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RerankingEffort? Effort { get; init; }

    /// <summary>The stages in the order they ended, including skipped ones with the reason.</summary>
    public required IReadOnlyList<StageResponse> Stages { get; init; }

    /// <summary>Notices for the caller: truncations, fallbacks, another model than the requested one.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

/// <summary>The cross-encoder's share of the final score of a search, and the numbers that decided it.</summary>
public sealed record RerankShareResponse
{
    /// <summary>The share, 0 to 1; the fused score has the rest.</summary>
    public required double Share { get; init; }

    /// <summary>The basis of the share.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<ShareBasis>))]
    public required ShareBasis Basis { get; init; }

    /// <summary>The number of passages that decided it; 0 for a share that does not depend on the query.</summary>
    public required int Passages { get; init; }

    /// <summary>The best logit on the common scale; absent for a share that does not depend on the query.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BestLogit { get; init; }
}

/// <summary>The basis of a cross-encoder's share.</summary>
public enum ShareBasis
{
    /// <summary>The scores of the first passages of the fused order.</summary>
    Scores,

    /// <summary>The weight of the request.</summary>
    Option,

    /// <summary>A fixed share, because the reranker's logits have no known scale.</summary>
    NoScale,

    /// <summary>A fixed share, because keywords were the only first stage.</summary>
    KeywordsAlone,
}

/// <summary>The work of one stage of a search.</summary>
public sealed record StageResponse
{
    /// <summary>Its name.</summary>
    public required string Stage { get; init; }

    /// <summary>The time of its beginning, from the start of the search.</summary>
    public required double StartedMilliseconds { get; init; }

    /// <summary>Its duration.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The number of candidates it returned.</summary>
    public required int Count { get; init; }

    /// <summary>The number of model runs.</summary>
    public required int ModelRuns { get; init; }

    /// <summary>The number of tokens read in those runs.</summary>
    public required long Tokens { get; init; }

    /// <summary>The number of its results from a cache.</summary>
    public required int CacheHits { get; init; }

    /// <summary>The reason why it did not run; null if it did.</summary>
    public required string? Skipped { get; init; }

    /// <summary>The reason why it failed; null if it did not.</summary>
    public required string? Failure { get; init; }

    /// <summary>The cause of the failure, one of the codes of docs/errors.md; absent if it did not fail or the cause has no code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureCode { get; init; }

    /// <summary>The model that ran in it; absent when none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }
}

/// <summary>The path of a search in a vector index.</summary>
public enum VectorSearchPath
{
    /// <summary>The index was empty.</summary>
    Empty,

    /// <summary>Every vector was compared. Exact.</summary>
    ExactScan,

    /// <summary>Every vector that the filter allows was compared. Exact.</summary>
    FilteredExactScan,

    /// <summary>The graph was walked. Approximate.</summary>
    GraphWalk,

    /// <summary>The graph was walked through vectors that the filter excludes to those it allows. Approximate.</summary>
    FilteredGraphWalk,

    /// <summary>A walk found too few vectors, or took longer than comparing all would have, and all were compared. Exact.</summary>
    FellBackToExact,
}
