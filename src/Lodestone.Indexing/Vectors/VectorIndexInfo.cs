namespace Lodestone.Indexing;

/// <summary>The properties of a saved index, read without loading it.</summary>
public sealed record VectorIndexInfo
{
    /// <summary>Whether the index has a graph (<see cref="HnswIndex"/>) or not (<see cref="FlatIndex"/>).</summary>
    public required bool HasGraph { get; init; }

    /// <summary>The number of dimensions of its vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The similarity of two vectors.</summary>
    public required VectorMetric Metric { get; init; }

    /// <summary>The number of vectors that can be found.</summary>
    public required int Count { get; init; }

    /// <summary>The caller's labels of the save.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
