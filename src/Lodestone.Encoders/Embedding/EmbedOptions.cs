namespace Lodestone.Encoders;

/// <summary>How to run one call of a bi-encoder.</summary>
public sealed record EmbedOptions
{
    /// <summary>Which work goes first. Default: interactive for queries and single texts, bulk for the rest.</summary>
    public WorkPriority? Priority { get; init; }

    /// <summary>Told how many texts of the call are embedded, from worker threads, after each. Default: none.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>Told after every model run how many tokens it read, from worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }
}
