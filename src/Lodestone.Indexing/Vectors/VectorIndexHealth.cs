namespace Lodestone.Indexing;

/// <summary>What an examination of an index found.</summary>
public sealed record VectorIndexHealth
{
    /// <summary>Vectors that can be found.</summary>
    public required int Count { get; init; }

    /// <summary>Vectors removed, whose place has not been repaired yet.</summary>
    public required int Removed { get; init; }

    /// <summary>Places free for new vectors.</summary>
    public required int Free { get; init; }

    /// <summary>At i, how many vectors have i links on the lowest level. Empty without a graph.</summary>
    public required IReadOnlyList<int> DegreeHistogram { get; init; }

    /// <summary>At i, how many vectors reach up to level i exactly. Empty without a graph.</summary>
    public required IReadOnlyList<int> LevelHistogram { get; init; }

    /// <summary>Share of the vectors that a walk from the entry can reach on the lowest level: 1 is all. 1 without a graph.</summary>
    public required double ReachableShare { get; init; }

    /// <summary>
    /// Of the exact ten nearest of a sample of the index's own vectors, the share that a search at the default finds; null without a
    /// sample.
    /// </summary>
    public required double? SampledRecall { get; init; }

    /// <summary>Vectors the sample had.</summary>
    public required int Sample { get; init; }

    /// <summary>Bytes of memory the index holds; the floats of an index in a folder are in its file and not counted.</summary>
    public required long MemoryBytes { get; init; }
}
