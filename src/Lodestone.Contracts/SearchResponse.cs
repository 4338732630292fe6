using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The answer to a search.</summary>
public sealed record SearchResponse
{
    /// <summary>The query as it was given.</summary>
    public required string Query { get; init; }

    /// <summary>The hits of the page that was asked for, best first.</summary>
    public required IReadOnlyList<HitResponse> Hits { get; init; }

    /// <summary>How many hits there are over all pages.</summary>
    public required int Candidates { get; init; }

    /// <summary>The collection's state that was searched; pages of one query belong together while it is the same.</summary>
    public required long Sequence { get; init; }

    /// <summary>The work of every stage, and its cost.</summary>
    public required TraceResponse Trace { get; init; }
}

/// <summary>One passage that was found, and its way through every stage; null for a stage that it did not pass.</summary>
public sealed record HitResponse
{
    /// <summary>The place in the result; 1 for the best. Counts on over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score the result is ordered by; comparable within one result only.</summary>
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

    /// <summary>BM25's view.</summary>
    public required ScorePlaceResponse? Bm25 { get; init; }

    /// <summary>The bi-encoder's view.</summary>
    public required SimilarityPlaceResponse? BiEncoder { get; init; }

    /// <summary>The place before reranking.</summary>
    public required ScorePlaceResponse Fused { get; init; }

    /// <summary>The cross-encoder's view.</summary>
    public required RerankPlaceResponse? CrossEncoder { get; init; }

    /// <summary>Whether the cross-encoder read it, and if not, why.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<HitOutcome>))]
    public required HitOutcome Outcome { get; init; }
}

/// <summary>A score, and the place it gives.</summary>
public sealed record ScorePlaceResponse
{
    /// <summary>BM25's score, or the fused one; comparable within one result only.</summary>
    public required double Score { get; init; }

    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }
}

/// <summary>A hit's place among the candidates that the bi-encoder found.</summary>
public sealed record SimilarityPlaceResponse
{
    /// <summary>The cosine of query and passage, -1 to 1.</summary>
    public required double Similarity { get; init; }

    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }
}

/// <summary>The cross-encoder's score of a hit.</summary>
public sealed record RerankPlaceResponse
{
    /// <summary>The model's raw output, unbounded.</summary>
    public required float Logit { get; init; }

    /// <summary>The logit as a probability, from 0 to 1; it saturates.</summary>
    public required double Probability { get; init; }

    /// <summary>The place by logit among the passages it read; 1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>Tokens of the passage that it did not read for want of room.</summary>
    public required int DroppedTokens { get; init; }
}

/// <summary>Whether the cross-encoder read a hit, and if not, why.</summary>
public enum HitOutcome
{
    /// <summary>It did.</summary>
    Reranked,

    /// <summary>Reranking was switched off, or failed: the trace says which.</summary>
    NotAsked,

    /// <summary>The hit lies below the depth to which is reranked.</summary>
    BelowDepth,

    /// <summary>The time budget was spent before its turn.</summary>
    OutOfTime,

    /// <summary>The passage has no token of the cross-encoder's, and a model that reads nothing answers nonsense.</summary>
    WithoutWords,

    /// <summary>It has not yet, but will: only in the <c>fused</c> event of a streamed search.</summary>
    Pending,
}
