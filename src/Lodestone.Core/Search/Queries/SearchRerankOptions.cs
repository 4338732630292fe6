using Lodestone.Encoders;

namespace Lodestone;

/// <summary>The second stage of a search: the cross-encoder over the best candidates.</summary>
public sealed record SearchRerankOptions
{
    /// <summary>No reranking: hits keep their fused order.</summary>
    public static SearchRerankOptions Off { get; } = new() { Enabled = false };

    /// <summary>Whether it runs. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many passages it reads, the best of the fused list. Default: <see cref="SearchDefaults.RerankDepth"/>.</summary>
    public int Depth { get; init; } = SearchDefaults.RerankDepth;

    /// <summary>How its scores and the first stages' become the final one. Default: see <see cref="CombineOptions"/>.</summary>
    public CombineOptions Combine { get; init; } = new();

    /// <summary>What to do with passages that do not fit beside the query. Default: cut them, and say by how much.</summary>
    public LongPassages LongPassages { get; init; }

    internal void Validate() => InvalidRangeException.ThrowIfNotWithin(Depth, 1, SearchDefaults.MaxCandidates);
}
