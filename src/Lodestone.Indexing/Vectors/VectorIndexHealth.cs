namespace Lodestone.Indexing;

/// <summary>The findings of an examination of an index.</summary>
public sealed record VectorIndexHealth
{
    /// <summary>The number of vectors that can be found.</summary>
    public required int Count { get; init; }

    /// <summary>The number of removed vectors whose slot is not repaired yet.</summary>
    public required int Removed { get; init; }

    /// <summary>The number of free slots for new vectors.</summary>
    public required int Free { get; init; }

    /// <summary>At i, the number of vectors with i links on the lowest level. Empty without a graph.</summary>
    public required IReadOnlyList<int> DegreeHistogram { get; init; }

    /// <summary>At i, the number of vectors whose highest level is i. Empty without a graph.</summary>
    public required IReadOnlyList<int> LevelHistogram { get; init; }

    /// <summary>
    /// The share of the vectors that a walk from the entry can reach on the lowest level, from 0 to 1. 1 without a graph.
    /// </summary>
    public required double ReachableShare { get; init; }

    /// <summary>
    /// The share of the exact ten nearest that a default search finds, over a sample of the index's own vectors; null without a sample.
    /// </summary>
    public required double? SampledRecall { get; init; }

    /// <summary>The number of vectors in the sample.</summary>
    public required int Sample { get; init; }

    /// <summary>The memory of the index in bytes; the floats of an index in a folder are in its file and not counted.</summary>
    public required long MemoryBytes { get; init; }
}
