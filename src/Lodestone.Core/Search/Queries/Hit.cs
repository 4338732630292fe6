namespace Lodestone;

/// <summary>One passage that was found, and its way through every stage.</summary>
/// <remarks>A stage that the passage did not pass is null: it was not among what that stage found, or the stage did not run.</remarks>
public sealed record Hit
{
    /// <summary>The place in the result; 1 for the best. Counts on over pages.</summary>
    public required int Rank { get; init; }

    /// <summary>The score the result is ordered by: the combination of all stages that ran. Comparable within one result only.</summary>
    public required double FinalScore { get; init; }

    /// <summary>The document's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The document's title; an empty string if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>The headings above the passage, outermost first, joined by " > "; an empty string if there are none.</summary>
    public required string Heading { get; init; }

    /// <summary>The passage's text.</summary>
    public required string Text { get; init; }

    /// <summary>Which passage of the document it is, from 0.</summary>
    public required int Passage { get; init; }

    /// <summary>Where the passage is in the document's text, in UTF-16 characters.</summary>
    public required TextRange Range { get; init; }

    /// <summary>The document's metadata.</summary>
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }

    /// <summary>The stretches of <see cref="Text"/> with words of the query, as BM25 reads words, in order.</summary>
    public required IReadOnlyList<TextRange> Highlights { get; init; }

    /// <summary>BM25's view.</summary>
    public Bm25Place? Bm25 { get; init; }

    /// <summary>The bi-encoder's view.</summary>
    public SimilarityPlace? BiEncoder { get; init; }

    /// <summary>The place before reranking.</summary>
    public required FusedPlace Fused { get; init; }

    /// <summary>The cross-encoder's view.</summary>
    public RerankPlace? CrossEncoder { get; init; }

    /// <summary>Whether the cross-encoder read it, and if not, why.</summary>
    public required RerankOutcome Outcome { get; init; }
}

/// <summary>A hit's place among the candidates that BM25 found.</summary>
/// <param name="Bm25Score">The sum over the query's words, 0 or more, without an upper bound; comparable within one query only.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct Bm25Place(double Bm25Score, int Rank);

/// <summary>A hit's place among the candidates that the bi-encoder found.</summary>
/// <param name="Similarity">The cosine of query and passage vectors, from -1 to 1.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct SimilarityPlace(double Similarity, int Rank);

/// <summary>A hit's place after the first stages were fused.</summary>
/// <param name="FusedScore">The fused score; its scale is the fusion's, and it is comparable within one result only.</param>
/// <param name="Rank">1 for the best.</param>
public readonly record struct FusedPlace(double FusedScore, int Rank);

/// <summary>What the cross-encoder said of a hit.</summary>
/// <param name="Logit">The model's raw output, unbounded.</param>
/// <param name="Probability">The logit as a probability, from 0 to 1; it saturates.</param>
/// <param name="Rank">The place by logit among the passages it read; 1 for the best.</param>
/// <param name="DroppedTokens">Tokens of the passage that it did not read for want of room.</param>
public readonly record struct RerankPlace(float Logit, double Probability, int Rank, int DroppedTokens);

/// <summary>Whether the cross-encoder read a hit, and if not, why.</summary>
public enum RerankOutcome
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

    /// <summary>It has not yet, but will: only in the first result of <see cref="Collection.SearchStepsAsync"/>.</summary>
    Pending,
}
