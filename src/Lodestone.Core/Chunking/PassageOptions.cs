namespace Lodestone;

/// <summary>How documents are split into passages. The bi-encoder's own limit holds beside every number here.</summary>
public sealed record PassageOptions
{
    /// <summary>
    /// Tokens of a passage at most, special tokens, prompt, title and headings included; 16 or more. Default:
    /// <see cref="PassageDefaults.MaxTokens"/>.
    /// </summary>
    public int MaxTokens { get; init; } = PassageDefaults.MaxTokens;

    /// <summary>
    /// Tokens up to which a document stays one passage, counted likewise; <see cref="MaxTokens"/> where that is more. Default:
    /// <see cref="PassageDefaults.WholeTokens"/>.
    /// </summary>
    public int WholeTokens { get; init; } = PassageDefaults.WholeTokens;

    /// <summary>
    /// Tokens at most that a passage shares with the one before it, in whole sentences of one paragraph; at most a quarter of
    /// <see cref="MaxTokens"/>. Default: <see cref="PassageDefaults.OverlapTokens"/>.
    /// </summary>
    public int OverlapTokens { get; init; } = PassageDefaults.OverlapTokens;

    internal void Validate()
    {
        InvalidRangeException.ThrowIfLess(MaxTokens, 16);
        InvalidRangeException.ThrowIfLess(WholeTokens, 0);
        InvalidRangeException.ThrowIfNotWithin(OverlapTokens, 0, MaxTokens / 4);
    }
}

/// <summary>The defaults of splitting documents, in one place for code, help and documentation.</summary>
public static class PassageDefaults
{
    /// <summary>Tokens of a passage of a document that is split, special tokens, prompt, title and headings included.</summary>
    public const int MaxTokens = 256;

    /// <summary>Tokens up to which a document stays one passage, counted likewise.</summary>
    public const int WholeTokens = 512;

    /// <summary>Tokens at most that neighbouring passages share, in whole sentences.</summary>
    public const int OverlapTokens = 32;
}
