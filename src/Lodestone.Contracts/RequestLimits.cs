namespace Lodestone.Contracts;

/// <summary>How much one request may hold; a server refuses more with status 422.</summary>
public static class RequestLimits
{
    /// <summary>The most characters of a query.</summary>
    public const int MaxQueryLength = 100_000;

    /// <summary>The most passages that each first stage of a search may be asked for.</summary>
    public const int MaxCandidates = 10_000;

    /// <summary>The most characters of a filter.</summary>
    public const int MaxFilterLength = 32_768;

    /// <summary>The most passages of one comparison.</summary>
    public const int MaxPassages = 1_000;

    /// <summary>The most documents of one atomic batch.</summary>
    public const int MaxBatchDocuments = 1_000;

    /// <summary>The most characters of a title or a heading.</summary>
    public const int MaxTitleLength = 10_000;

    /// <summary>The most headings of a document.</summary>
    public const int MaxHeadings = 10_000;

    /// <summary>The most ids of one deletion.</summary>
    public const int MaxIds = 10_000;

    /// <summary>The most documents of one page of the list, and the most ids of one request that reads documents.</summary>
    public const int MaxPageDocuments = 1_000;

    /// <summary>The most texts or documents of one request in the shape of another server: to embed, or to rerank.</summary>
    public const int MaxInputs = 10_000;
}

/// <summary>The words for a field that may hold values of several kinds, which its type does not tell; of a list, for each value.</summary>
/// <param name="what">What is accepted, in words that follow "is".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AcceptsAttribute(string what) : Attribute
{
    /// <summary>What is accepted, in words that follow "is".</summary>
    public string What => what;
}
