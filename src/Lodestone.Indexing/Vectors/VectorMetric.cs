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
