namespace Lodestone;

/// <summary>The sizes of passages.</summary>
/// <remarks>The bi-encoder's own limit applies to every number here.</remarks>
public sealed record PassageOptions
{
    internal const int DefaultMaxTokens = 256;

    /// <summary>
    /// The maximum tokens of a passage, including special tokens, prompt, title and headings; 16 or more. Default:
    /// 256.
    /// </summary>
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>
    /// The maximum tokens of a document that stays one passage, counted the same way; raised to <see cref="MaxTokens"/> if less. Default:
    /// 512.
    /// </summary>
    public int WholeTokens { get; init; } = 512;

    /// <summary>
    /// The maximum tokens that a passage shares with the one before it, in whole sentences of one paragraph; at most a quarter of
    /// <see cref="MaxTokens"/>. Default: 32.
    /// </summary>
    public int OverlapTokens { get; init; } = 32;

    internal void Validate()
    {
        InvalidRangeException.ThrowIfLess(MaxTokens, 16);
        InvalidRangeException.ThrowIfLess(WholeTokens, 0);
        InvalidRangeException.ThrowIfNotWithin(OverlapTokens, 0, MaxTokens / 4);
    }
}
