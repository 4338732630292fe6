namespace Lodestone.Contracts;

/// <summary>The limits of one request; a server refuses more with status 422.</summary>
public static class RequestLimits
{
    /// <summary>The maximum length of a query in characters.</summary>
    public const int MaxQueryLength = 100_000;

    /// <summary>The maximum number of numbers of a vector to search near.</summary>
    public const int MaxVectorLength = 65_536;

    /// <summary>The maximum number of candidates of each first stage of a search.</summary>
    public const int MaxCandidates = 10_000;

    /// <summary>The maximum length of a filter in characters.</summary>
    public const int MaxFilterLength = 32_768;

    /// <summary>The maximum number of passages of one comparison.</summary>
    public const int MaxPassages = 1_000;

    /// <summary>The maximum number of parts of one explanation.</summary>
    public const int MaxExplainedParts = 1_000;

    /// <summary>The maximum number of documents of one atomic batch.</summary>
    public const int MaxBatchDocuments = 1_000;

    /// <summary>The maximum length of a title or a heading in characters.</summary>
    public const int MaxTitleLength = 10_000;

    /// <summary>The maximum number of headings of a document.</summary>
    public const int MaxHeadings = 10_000;

    /// <summary>The maximum number of ids of one deletion.</summary>
    public const int MaxIds = 10_000;

    /// <summary>The maximum number of documents of one page of the list, and of ids of one request that reads documents.</summary>
    public const int MaxPageDocuments = 1_000;

    /// <summary>The maximum number of fields of one request for facets.</summary>
    public const int MaxFacetFields = 100;

    /// <summary>The maximum number of values of one facet, listed or chosen.</summary>
    public const int MaxFacetValues = 1_000;

    /// <summary>The maximum number of texts or documents of one request in another server's shape: to embed, or to rerank.</summary>
    public const int MaxInputs = 10_000;
}

/// <summary>The accepted values of a field of several kinds, which its type does not express; for a list, of each value.</summary>
/// <param name="what">The accepted values, in words that follow "is".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AcceptsAttribute(string what) : Attribute
{
    /// <summary>The accepted values, in words that follow "is".</summary>
    public string What => what;
}
