using Lodestone.Encoders;

namespace Lodestone;

/// <summary>Options of a search's second stage: the cross-encoder over the best candidates.</summary>
public sealed record SearchRerankOptions
{
    /// <summary>Reranking disabled: hits keep their fused order.</summary>
    public static SearchRerankOptions Off { get; } = new() { Enabled = false };

    /// <summary>Whether the stage runs. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The number of passages to rerank, the best of the fused list. Default: <see cref="SearchDefaults.RerankDepth"/>.</summary>
    public int Depth { get; init; } = SearchDefaults.RerankDepth;

    /// <summary>The combination with the first stages' scores. Default: see <see cref="CombineOptions"/>.</summary>
    public CombineOptions Combine { get; init; } = new();

    /// <summary>The handling of passages that do not fit beside the query. Default: truncate them, and report by how much.</summary>
    public LongPassages LongPassages { get; init; }

    internal void Validate()
    {
        if (Depth is < 1 or > SearchDefaults.MaxCandidates)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Depth), Depth, $"Depth is how many passages the cross-encoder reads: 1 to {SearchDefaults.MaxCandidates}, or Off.");
        }
    }
}
