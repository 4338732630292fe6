namespace Lodestone;

/// <summary>Options of one call of a reranker.</summary>
public sealed record RerankOptions
{
    /// <summary>The number of best passages to return. Default: all. It does not change which passages are scored.</summary>
    public int? Top { get; init; }

    /// <summary>
    /// The time limit for scoring. With a budget, passages are scored in the caller's order until it is spent; the rest follow the scored
    /// ones in that order, marked. An in-flight run is finished. Default: none.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>
    /// The treatment of passages that do not fit beside the query. Default: truncate them, and report the number of dropped tokens.
    /// </summary>
    public LongPassages LongPassages { get; init; }

    /// <summary>Tokens that neighbouring windows share. Default: 64.</summary>
    public int WindowOverlap { get; init; } = 64;

    /// <summary>The maximum number of windows read of one passage. Default: 32.</summary>
    public int MaxWindows { get; init; } = 32;

    /// <summary>
    /// The maximum number of tokens read of one passage, 1 or more; the rest counts as dropped. Default: none, so all that the model has
    /// room for.
    /// </summary>
    public int? MaxPassageTokens { get; init; }

    /// <summary>The priority of the work. Default: interactive.</summary>
    public WorkPriority Priority { get; init; }

    /// <summary>The arrival that the call belongs to. Default: its own.</summary>
    public WorkTicket? Ticket { get; init; }

    /// <summary>Receives the progress after each model run, on worker threads. Default: none.</summary>
    public IProgress<(int Runs, int TotalRuns)>? Progress { get; init; }

    /// <summary>Receives the number of tokens read after each model run, on worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }

    /// <summary>Validates the ranges of all options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        if (Top is <= 0)
            throw new InvalidRangeException(nameof(Top), Top, "1 or more, or null for all");
        if (Budget is { } budget && budget < TimeSpan.Zero)
            throw new InvalidRangeException(nameof(Budget), Budget, "zero or more, or null for none");
        InvalidRangeException.ThrowIfLess(WindowOverlap, 0);
        InvalidRangeException.ThrowIfLess(MaxWindows, 1);
        if (MaxPassageTokens is { } most)
            InvalidRangeException.ThrowIfLess(most, 1, nameof(MaxPassageTokens));
    }
}

/// <summary>The treatment of a passage that does not fit beside its query.</summary>
public enum LongPassages
{
    /// <summary>Read the tokens that fit, and report the number of dropped tokens.</summary>
    Truncate,

    /// <summary>Read overlapping windows of the passage; its score is that of the best window.</summary>
    Windows,
}
