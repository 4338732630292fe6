namespace Lodestone.Indexing;

/// <summary>What a saved index says of itself before it is loaded.</summary>
public sealed record VectorIndexInfo
{
    /// <summary>Whether it has a graph (<see cref="HnswIndex"/>) or not (<see cref="FlatIndex"/>).</summary>
    public required bool HasGraph { get; init; }

    /// <summary>Dimensions of its vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>How near two vectors are.</summary>
    public required VectorMetric Metric { get; init; }

    /// <summary>Vectors that can be found.</summary>
    public required int Count { get; init; }

    /// <summary>What its owner gave it when it was saved.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
