using Lodestone.Models;

namespace Lodestone;

/// <summary>How to run the models on documents that are written.</summary>
public sealed record WriteOptions
{
    /// <summary>Which work goes first: embedding these documents, or others' work. Default: bulk, which lets searches pass.</summary>
    public WorkPriority Priority { get; init; } = WorkPriority.Bulk;

    /// <summary>Told after every model run how many tokens it read, from worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }
}
