namespace Lodestone.Server;

/// <summary>The defaults of admission, in one place for code, help and documentation. Figures: docs/decisions/0013-admission.md.</summary>
public static class AdmissionDefaults
{
    /// <summary>The tokens of interactive work that may wait, for each core.</summary>
    public const int InteractiveTokensPerCore = 16_384;

    /// <summary>The tokens of bulk work that may wait, for each core.</summary>
    public const int BulkTokensPerCore = 131_072;

    /// <summary>The tokens up to which a request without a priority is interactive.</summary>
    public const int InteractiveRequestTokens = 16_384;

    /// <summary>
    /// The part of the bulk bound, 1 in 4, up to which tokens may wait when a request larger than that bound is admitted.
    /// </summary>
    public const int OversizeShare = 4;

    /// <summary>The tokens that a search reserves for each passage it may rerank, until searches have been measured.</summary>
    public const int SearchPassageTokens = PassageDefaults.MaxTokens;

    /// <summary>The characters that count as one token where a text is admitted before it is tokenised.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>The document values that a filter compares in the time in which a model reads one token.</summary>
    public const int FilterValuesPerToken = 2_048;

    /// <summary>The tokens a second and core from which Retry-After is computed until a rate has been measured.</summary>
    public const int TokensPerSecondAndCore = 3_000;

    /// <summary>The time limit of a request in minutes; streams of documents may take longer.</summary>
    public const int RequestMinutes = 10;
}
