namespace Lodestone.Indexing;

/// <summary>The similarity of two vectors. For every metric a larger similarity is nearer.</summary>
public enum VectorMetric
{
    /// <summary>The cosine of the angle, -1 to 1, whatever the lengths. A zero vector has similarity 0 to all.</summary>
    Cosine,

    /// <summary>The dot product, any number; longer vectors tend to be nearer.</summary>
    Dot,

    /// <summary>The negated Euclidean distance: 0 for equal vectors, negative for all others.</summary>
    Euclidean,
}

/// <summary>The limits of a vector index. Every limit is checked before memory is allocated.</summary>
public static class VectorLimits
{
    /// <summary>The maximum number of dimensions of a vector: 16,384.</summary>
    public const int MaxDimensions = 16_384;

    /// <summary>The maximum number of vectors of an index: 67,108,864, those removed but not yet repaired included.</summary>
    public const int MaxCount = 1 << 26;

    /// <summary>The maximum number of hits of one search, and the maximum efSearch: 10,000.</summary>
    public const int MaxTop = 10_000;

    /// <summary>
    /// The maximum length (Euclidean norm) of a vector under dot and Euclidean: sums over longer ones could leave the range of a float.
    /// </summary>
    public const float MaxLength = 1e18f;
}
