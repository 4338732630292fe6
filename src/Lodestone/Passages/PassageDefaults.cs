namespace Lodestone;

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
