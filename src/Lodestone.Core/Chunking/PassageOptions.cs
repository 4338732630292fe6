namespace Lodestone;

/// <summary>The sizes of passages.</summary>
/// <remarks>The bi-encoder's own limit applies to every number here.</remarks>
public sealed record PassageOptions
{
    /// <summary>
    /// The maximum tokens of a passage, including special tokens, prompt, title and headings; 16 or more. Default:
    /// <see cref="PassageDefaults.MaxTokens"/>.
    /// </summary>
    public int MaxTokens { get; init; } = PassageDefaults.MaxTokens;

    /// <summary>
    /// The maximum tokens of a document that stays one passage, counted the same way; raised to <see cref="MaxTokens"/> if less. Default:
    /// <see cref="PassageDefaults.WholeTokens"/>.
    /// </summary>
    public int WholeTokens { get; init; } = PassageDefaults.WholeTokens;

    /// <summary>
    /// The maximum tokens that a passage shares with the one before it, in whole sentences of one paragraph; at most a quarter of
    /// <see cref="MaxTokens"/>. Default: <see cref="PassageDefaults.OverlapTokens"/>.
    /// </summary>
    public int OverlapTokens { get; init; } = PassageDefaults.OverlapTokens;

    internal void Validate()
    {
        if (MaxTokens < 16)
            throw new ArgumentOutOfRangeException(nameof(MaxTokens), MaxTokens, "A passage has room for 16 tokens or more.");
        ArgumentOutOfRangeException.ThrowIfNegative(WholeTokens);
        if (OverlapTokens < 0 || OverlapTokens > MaxTokens / 4)
        {
            throw new ArgumentOutOfRangeException(nameof(OverlapTokens), OverlapTokens,
                $"Passages of {MaxTokens} tokens may share 0 to {MaxTokens / 4}: a quarter.");
        }
    }
}

/// <summary>The defaults of chunking, in one place for code, help and documentation.</summary>
public static class PassageDefaults
{
    /// <summary>The maximum tokens of a passage of a split document, including special tokens, prompt, title and headings.</summary>
    public const int MaxTokens = 256;

    /// <summary>The maximum tokens of a document that stays one passage, counted the same way.</summary>
    public const int WholeTokens = 512;

    /// <summary>The maximum tokens that neighbouring passages share, in whole sentences.</summary>
    public const int OverlapTokens = 32;
}
