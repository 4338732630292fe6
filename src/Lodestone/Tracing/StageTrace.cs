namespace Lodestone;

/// <summary>What one stage of a search did.</summary>
public sealed record StageTrace
{
    /// <summary>The stage's name: one of <see cref="SearchStages"/>.</summary>
    public required string Stage { get; init; }

    /// <summary>When it began, from the start of the search.</summary>
    public required TimeSpan Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many candidates it gave.</summary>
    public int Count { get; init; }

    /// <summary>How many model runs it needed.</summary>
    public int ModelRuns { get; init; }

    /// <summary>How many tokens those runs read, special tokens included.</summary>
    public long Tokens { get; init; }

    /// <summary>How many of its answers came from a cache.</summary>
    public int CacheHits { get; init; }

    /// <summary>Why it did not run; null if it did.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why it failed; null if it did not. The search then goes on with the other stages.</summary>
    public string? Failure { get; init; }
}
