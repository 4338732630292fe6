namespace Lodestone;

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
