namespace Lodestone.Indexing;

/// <summary>A vector that was found.</summary>
/// <param name="Key">The key it was added under.</param>
/// <param name="Similarity">How near it is to the query, larger is nearer: see <see cref="VectorMetric"/>. Computed from floats.</param>
public readonly record struct VectorHit(long Key, float Similarity);
