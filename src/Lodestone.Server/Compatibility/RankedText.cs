using Lodestone.Encoders;

namespace Lodestone.Server.Compatibility;

/// <summary>One text of a ranking.</summary>
/// <param name="Score">What the cross-encoder says of it.</param>
/// <param name="Cut">Tokens that were cut off before it was given to the cross-encoder, as the request wants.</param>
internal sealed record RankedText(RerankScore Score, int Cut)
{
    /// <summary>Tokens of the text that were not read.</summary>
    public int TruncatedTokens => Score.DroppedTokens + Cut;

    public bool IsBlank => Score.State == PassageState.Blank;

    /// <summary>What answers say of a text that no model has read; null of all others.</summary>
    public string? State => IsBlank ? "blank" : null;
}
