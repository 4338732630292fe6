namespace Lodestone;

/// <summary>One passage that a search found, with its score and rank in every stage.</summary>
/// <remarks>A stage is null when it did not find the passage, or did not run.</remarks>
public sealed record Hit
{
    /// <summary>The rank in the result, from 1; it continues over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score that orders the result, combined from all stages that ran. Comparable within one result only.</summary>
    /// <remarks>It is an order, not a confidence: the best of useless hits may have a 1. <see cref="Probability"/> is a measure.</remarks>
    public required double FinalScore { get; init; }

    /// <summary>The document's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The document's title; an empty string if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>The headings above the passage, outermost first, joined by " > "; an empty string if it has none.</summary>
    public required string Heading { get; init; }

    /// <summary>The passage's text.</summary>
    public required string Text { get; init; }

    /// <summary>The index of the passage in the document, from 0.</summary>
    public required int Passage { get; init; }

    /// <summary>The range of the passage in the document's text, in UTF-16 characters.</summary>
    public required TextRange Range { get; init; }

    /// <summary>The document's metadata.</summary>
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }

    /// <summary>The ranges of <see cref="Text"/> with words of the query, tokenised as for BM25, in order.</summary>
    public required IReadOnlyList<TextRange> Highlights { get; init; }

    /// <summary>
    /// The BM25 score and the rank by it: the sum over the query's words, 0 or more, without an upper bound; comparable within one query
    /// only.
    /// </summary>
    public StageScore? Bm25 { get; init; }

    /// <summary>The bi-encoder's similarity and the rank by it: the cosine of query and passage vectors, from -1 to 1.</summary>
    public StageScore? Similarity { get; init; }

    /// <summary>
    /// The fused score and the rank before reranking. Its scale depends on the fusion method, and it is comparable within one result only.
    /// </summary>
    public required StageScore Fused { get; init; }

    /// <summary>
    /// The cross-encoder's raw output, unbounded and exactly a <see cref="float"/>, and the rank by it among the reranked passages.
    /// </summary>
    public StageScore? Logit { get; init; }

    /// <summary>The logit as a probability, from 0 to 1; it saturates. Null when the cross-encoder did not read the passage.</summary>
    public double? Probability { get; init; }

    /// <summary>Tokens of the passage that were truncated for the cross-encoder; 0 when it did not read the passage.</summary>
    public int DroppedTokens { get; init; }

    /// <summary>Whether the cross-encoder read the passage, or the reason why not.</summary>
    public required RerankOutcome Outcome { get; init; }
}

/// <summary>A passage's score and rank in one stage of a search.</summary>
/// <param name="Score">The stage's score; higher is better.</param>
/// <param name="Rank">The rank among the passages that the stage scored, from 1.</param>
public readonly record struct StageScore(double Score, int Rank);

/// <summary>Whether the cross-encoder read a hit, or the reason why not.</summary>
public enum RerankOutcome
{
    /// <summary>The cross-encoder read the hit.</summary>
    Reranked,

    /// <summary>Reranking was disabled, or failed; the trace says which.</summary>
    NotAsked,

    /// <summary>The hit is below the reranking depth.</summary>
    BelowDepth,

    /// <summary>The time budget was spent before its turn.</summary>
    OutOfTime,

    /// <summary>The passage has no token for the cross-encoder, whose score for an empty input would be meaningless.</summary>
    WithoutWords,

    /// <summary>The hit will be reranked; only in the first result of <see cref="Collection.SearchStepsAsync"/>.</summary>
    Pending,
}
