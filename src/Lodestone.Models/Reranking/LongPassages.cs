namespace Lodestone.Models;

/// <summary>What to do with a passage that does not fit beside its query.</summary>
public enum LongPassages
{
    /// <summary>Read what fits, and say how many tokens were dropped.</summary>
    Truncate,

    /// <summary>Read it in overlapping windows; the best window's score is the passage's.</summary>
    Windows,
}
