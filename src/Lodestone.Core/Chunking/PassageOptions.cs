namespace Lodestone;

/// <summary>The sizes of passages.</summary>
/// <remarks>
/// The bi-encoder's own limit applies to every number here. With <see cref="MaxTokens"/> alone the other numbers follow in proportion.
/// </remarks>
public sealed record PassageOptions
{
    internal const int DefaultMaxTokens = 256;
    internal const int LeastMaxTokens = 16;

    /// <summary>The part of a passage, one in so many, that may be shared with the one before it.</summary>
    internal const int OverlapShare = 4;

    private readonly int? _wholeTokens;
    private readonly int? _overlapTokens;

    /// <summary>
    /// The maximum tokens of a passage, including special tokens, prompt, title and headings; 16 or more. Default:
    /// 256.
    /// </summary>
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>
    /// The maximum tokens of a document that stays one passage, counted the same way; raised to <see cref="MaxTokens"/> if less. Default:
    /// twice <see cref="MaxTokens"/>.
    /// </summary>
    public int WholeTokens
    {
        get => _wholeTokens ?? (int)Math.Min(int.MaxValue, 2L * MaxTokens);
        init => _wholeTokens = value;
    }

    /// <summary>
    /// The maximum tokens that a passage shares with the one before it, in whole sentences of one paragraph; at most a quarter of
    /// <see cref="MaxTokens"/>. Default: an eighth of <see cref="MaxTokens"/>.
    /// </summary>
    public int OverlapTokens
    {
        get => _overlapTokens ?? MaxTokens / 8;
        init => _overlapTokens = value;
    }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfLess(MaxTokens, LeastMaxTokens);
        InvalidRangeException.ThrowIfLess(WholeTokens, 0);
        InvalidRangeException.ThrowIfNotWithin(OverlapTokens, 0, MaxTokens / OverlapShare);
    }
}
