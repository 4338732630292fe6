namespace Lodestone.Server;

/// <summary>The defaults of admission, in one place for code, help and documentation. Figures: docs/decisions/0013-admission.md.</summary>
internal static class AdmissionDefaults
{
    /// <summary>Tokens of interactive work that may wait, for each core.</summary>
    public const int InteractiveTokensPerCore = 16_384;

    /// <summary>Tokens of bulk work that may wait, for each core.</summary>
    public const int BulkTokensPerCore = 131_072;

    /// <summary>Tokens up to which a request is interactive when it does not say what it is.</summary>
    public const int InteractiveRequestTokens = 16_384;

    /// <summary>
    /// A request of more tokens than the bulk bound is admitted when no more than this part of the bound waits: 1 in 4.
    /// </summary>
    public const int OversizeShare = 4;

    /// <summary>Tokens that a search reserves for each passage it may rerank, until searches have shown what they need.</summary>
    public const int SearchPassageTokens = PassageOptions.DefaultMaxTokens;

    /// <summary>Characters that are taken for one token where a text is not tokenised before it is admitted.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>Values of documents that a filter compares in the time in which a model reads one token.</summary>
    public const int FilterValuesPerToken = 2_048;

    /// <summary>Tokens a second and core that Retry-After is reckoned with until some have been measured.</summary>
    public const int TokensPerSecondAndCore = 3_000;

    /// <summary>The longest time that a request may take, in minutes; streams of documents may take longer.</summary>
    public const int RequestMinutes = 10;
}
