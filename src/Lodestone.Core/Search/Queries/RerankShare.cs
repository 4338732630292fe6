namespace Lodestone;

/// <summary>The cross-encoder's share of the final score of one search, and the numbers that decided it.</summary>
public sealed record RerankShare
{
    /// <summary>The share, 0 to 1; the fused score has the rest.</summary>
    public required double Share { get; init; }

    /// <summary>The basis of the share.</summary>
    public required RerankShareBasis Basis { get; init; }

    /// <summary>The number of passages that decided the share, at most ten; 0 for a share that does not depend on the query.</summary>
    public int Passages { get; init; }

    /// <summary>
    /// The best logit of these passages, on the common scale of <see cref="Encoders.LogitScale"/>; null for a share that does not depend
    /// on the query. A passage whose fused score is hardly above that of the eleventh counts less.
    /// </summary>
    public double? BestLogit { get; init; }
}

/// <summary>The basis of a cross-encoder's share.</summary>
public enum RerankShareBasis
{
    /// <summary>The scores of the first ten passages of the fused order.</summary>
    Scores,

    /// <summary><see cref="SearchRerankOptions.CrossEncoderWeight"/>.</summary>
    Option,

    /// <summary>A fixed share, because the reranker's logits have no known scale.</summary>
    NoScale,

    /// <summary>A fixed share, because keywords were the only first stage, and they know much less than a cross-encoder.</summary>
    KeywordsAlone,
}
