namespace Lodestone;

/// <summary>One passage that a search found, with its score and rank in every stage.</summary>
/// <remarks>A stage is null when it did not find the passage, or did not run.</remarks>
public sealed record Hit
{
    /// <summary>The rank in the result, from 1; it continues over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score that orders the result, combined from all stages that ran. Comparable within one result only.</summary>
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

    /// <summary>The score and rank by BM25.</summary>
    public Bm25Place? Bm25 { get; init; }

    /// <summary>The score and rank by the bi-encoder.</summary>
    public SimilarityPlace? BiEncoder { get; init; }

    /// <summary>The score and rank before reranking.</summary>
    public required FusedPlace Fused { get; init; }

    /// <summary>The score and rank by the cross-encoder.</summary>
    public RerankPlace? CrossEncoder { get; init; }

    /// <summary>Whether the cross-encoder read the passage, or the reason why not.</summary>
    public required RerankOutcome Outcome { get; init; }
}

/// <summary>A hit's score and rank among the candidates that BM25 found.</summary>
/// <param name="Bm25Score">The sum over the query's words, 0 or more, without an upper bound; comparable within one query only.</param>
/// <param name="Rank">The rank, from 1.</param>
public readonly record struct Bm25Place(double Bm25Score, int Rank);

/// <summary>A hit's score and rank among the candidates that the bi-encoder found.</summary>
/// <param name="Similarity">The cosine of query and passage vectors, from -1 to 1.</param>
/// <param name="Rank">The rank, from 1.</param>
public readonly record struct SimilarityPlace(double Similarity, int Rank);

/// <summary>A hit's score and rank after the first stages were fused.</summary>
/// <param name="FusedScore">The fused score; its scale depends on the fusion method, and it is comparable within one result only.</param>
/// <param name="Rank">The rank, from 1.</param>
public readonly record struct FusedPlace(double FusedScore, int Rank);

/// <summary>A hit's score and rank by the cross-encoder.</summary>
/// <param name="Logit">The model's raw output, unbounded.</param>
/// <param name="Probability">The logit as a probability, from 0 to 1; it saturates.</param>
/// <param name="Rank">The rank by logit among the reranked passages, from 1.</param>
/// <param name="DroppedTokens">Tokens of the passage that were truncated.</param>
public readonly record struct RerankPlace(float Logit, double Probability, int Rank, int DroppedTokens);

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
