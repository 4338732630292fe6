namespace Lodestone.Indexing;

/// <summary>How near two vectors are. For every metric a larger similarity is nearer.</summary>
public enum VectorMetric
{
    /// <summary>The cosine of the angle: -1 to 1, whatever the lengths. A vector of zeros has similarity 0 to all.</summary>
    Cosine,

    /// <summary>The dot product: any number; longer vectors are nearer to more.</summary>
    Dot,

    /// <summary>The negated Euclidean distance: 0 for equal vectors, below for all others.</summary>
    Euclidean,
}

/// <summary>What a vector index accepts. Every bound is checked before anything is allocated.</summary>
internal static class VectorLimits
{
    /// <summary>Most dimensions of a vector: 16,384.</summary>
    public const int MaxDimensions = 16_384;

    /// <summary>Most vectors of an index: 67,108,864, those removed but not yet repaired included.</summary>
    public const int MaxCount = 1 << 26;

    /// <summary>Most hits of one search, and most efSearch: 10,000.</summary>
    public const int MaxTop = 10_000;

    /// <summary>
    /// Greatest length (Euclidean norm) of a vector under dot and Euclidean: sums over longer ones could leave the range of a float.
    /// </summary>
    public const float MaxLength = 1e18f;
}
