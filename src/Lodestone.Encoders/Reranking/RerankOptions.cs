namespace Lodestone.Encoders;

/// <summary>How to run one call of a cross-encoder.</summary>
public sealed record RerankOptions
{
    /// <summary>How many passages come back, the best first. Default: all. It never changes which are scored.</summary>
    public int? Top { get; init; }

    /// <summary>
    /// How long to go on scoring. With a budget, passages are scored in the caller's order until it is spent; those whose turn did not
    /// come follow the scored ones in that order, marked. A run in flight is finished. Default: none.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What to do with passages that do not fit beside the query. Default: cut them, and say by how much.</summary>
    public LongPassages LongPassages { get; init; }

    /// <summary>Tokens that neighbouring windows share. Default: 64.</summary>
    public int WindowOverlap { get; init; } = 64;

    /// <summary>Windows read of one passage. Default: 32.</summary>
    public int MaxWindows { get; init; } = 32;

    /// <summary>
    /// Tokens read of one passage at most, 1 or more; the rest counts as dropped. Default: none, so all that the model has room for.
    /// </summary>
    public int? MaxPassageTokens { get; init; }

    /// <summary>Which work goes first. Default: interactive.</summary>
    public WorkPriority Priority { get; init; }

    /// <summary>
    /// Told after every model run how many have ended, and how many the call needs: one a passage, or one a window. From worker threads.
    /// Default: none.
    /// </summary>
    public IProgress<(int Runs, int TotalRuns)>? Progress { get; init; }

    /// <summary>Told after every model run how many tokens it read, from worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }

    internal void Validate()
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

/// <summary>What to do with a passage that does not fit beside its query.</summary>
public enum LongPassages
{
    /// <summary>Read what fits, and say how many tokens were dropped.</summary>
    Truncate,

    /// <summary>Read it in overlapping windows; the best window's score is the passage's.</summary>
    Windows,
}
