using Lodestone.Encoders;

namespace Lodestone.Server.Compatibility;

/// <summary>What becomes of texts that are too long, and what a ranking is run as when its header does not say.</summary>
internal sealed record RankingCut
{
    /// <summary>What the request calls the texts, if none may be cut; null if those too long are to be cut.</summary>
    public string? Field { get; init; }

    /// <summary>Tokens of a text that are read at most, whatever the model could.</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>In how many overlapping windows a text is read at most; the best one's score is the text's.</summary>
    public int MaxWindows { get; init; } = 1;

    /// <summary>What it is run as; null: what its size says.</summary>
    public WorkPriority? Usual { get; init; }
}
