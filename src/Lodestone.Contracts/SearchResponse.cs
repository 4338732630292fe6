using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The result of a search.</summary>
public sealed record SearchResponse
{
    /// <summary>The query of the request.</summary>
    public required string Query { get; init; }

    /// <summary>The hits of the requested page, best first.</summary>
    public required IReadOnlyList<HitResponse> Hits { get; init; }

    /// <summary>The number of hits over all pages.</summary>
    public required int Candidates { get; init; }

    /// <summary>
    /// The number of hits, over all pages, that did not reach the minimum probability of the request; left out when it had none. With
    /// candidates 0, no hit reached it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BelowMinProbability { get; init; }

    /// <summary>Whether the best hit looks like an answer; hits are there in any case.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<SearchAnswer>))]
    public SearchAnswer Answer { get; init; }

    /// <summary>The sequence of the snapshot that was searched; pages of one query fit together while it is the same.</summary>
    public required long Sequence { get; init; }

    /// <summary>
    /// The fields of the filter that no document has, whose comparisons were false; often typing errors. Absent when there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? UnknownFields { get; init; }

    /// <summary>The work of every stage, and its cost.</summary>
    public required TraceResponse Trace { get; init; }
}

/// <summary>The judgement whether the best hit of a search looks like an answer.</summary>
public enum SearchAnswer
{
    /// <summary>Not judged: reranking was off, failed or ran out of time, or the reranker's logits have no known scale.</summary>
    NotJudged,

    /// <summary>The best hit looks like an answer.</summary>
    Yes,

    /// <summary>Nothing that was found looks like an answer.</summary>
    No,
}

/// <summary>One hit with its scores in every stage; null for a stage that it did not pass.</summary>
public sealed record HitResponse
{
    /// <summary>The rank in the result; 1 for the best. Counts on over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score that orders the result; comparable within one result only.</summary>
    public required double FinalScore { get; init; }

    /// <summary>The document's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The document's title; empty if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>The headings above the passage, outermost first; empty if there are none.</summary>
    public required string Heading { get; init; }

    /// <summary>The passage's text.</summary>
    public required string Text { get; init; }

    /// <summary>The passage's number within the document, from 0.</summary>
    public required int Passage { get; init; }

    /// <summary>Start and end of the passage in the document's text, in UTF-16 characters from 0.</summary>
    public required IReadOnlyList<int> Range { get; init; }

    /// <summary>Starts and ends of words of the query in the passage's text, in UTF-16 characters from 0.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Highlights { get; init; }

    /// <summary>The document's metadata.</summary>
    [JsonConverter(typeof(MetadataConverter))]
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }

    /// <summary>BM25's score and rank.</summary>
    public required ScorePlaceResponse? Bm25 { get; init; }

    /// <summary>The bi-encoder's similarity and rank.</summary>
    public required SimilarityPlaceResponse? BiEncoder { get; init; }

    /// <summary>The score and rank before reranking.</summary>
    public required ScorePlaceResponse Fused { get; init; }

    /// <summary>The cross-encoder's score and rank.</summary>
    public required RerankPlaceResponse? CrossEncoder { get; init; }

    /// <summary>Whether the cross-encoder read it, or the reason why not.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<HitOutcome>))]
    public required HitOutcome Outcome { get; init; }
}

/// <summary>A score and its rank.</summary>
public sealed record ScorePlaceResponse
{
    /// <summary>BM25's score, or the fused one; comparable within one result only.</summary>
    public required double Score { get; init; }

    /// <summary>The rank; 1 for the best.</summary>
    public required int Rank { get; init; }
}

/// <summary>A hit's similarity and rank among the bi-encoder's candidates.</summary>
public sealed record SimilarityPlaceResponse
{
    /// <summary>The cosine of query and passage, -1 to 1.</summary>
    public required double Similarity { get; init; }

    /// <summary>The rank; 1 for the best.</summary>
    public required int Rank { get; init; }
}

/// <summary>The cross-encoder's score of a hit.</summary>
public sealed record RerankPlaceResponse
{
    /// <summary>The model's raw output, unbounded.</summary>
    public required float Logit { get; init; }

    /// <summary>The logit as a probability, from 0 to 1; it saturates.</summary>
    public required double Probability { get; init; }

    /// <summary>The rank by logit among the passages that were read; 1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>The number of tokens of the passage that did not fit and were not read.</summary>
    public required int DroppedTokens { get; init; }
}

/// <summary>Whether the cross-encoder read a hit, or the reason why not.</summary>
public enum HitOutcome
{
    /// <summary>The cross-encoder read it.</summary>
    Reranked,

    /// <summary>Reranking was switched off or failed; the trace has the reason.</summary>
    NotAsked,

    /// <summary>The hit is below the depth of reranking.</summary>
    BelowDepth,

    /// <summary>The time budget was spent before its turn.</summary>
    OutOfTime,

    /// <summary>The passage has no token of the cross-encoder, so its score would be meaningless.</summary>
    WithoutWords,

    /// <summary>It will be read later; only in the <c>fused</c> event of a streamed search.</summary>
    Pending,
}
