namespace Lodestone;

/// <summary>The defaults of searching, in one place for code, help and documentation.</summary>
public static class SearchDefaults
{
    /// <summary>Hits that come back.</summary>
    public const int Top = 10;

    /// <summary>Passages that each first stage hands on.</summary>
    public const int Candidates = 100;

    /// <summary>The most passages a first stage may be asked for.</summary>
    public const int MaxCandidates = 10_000;

    /// <summary>
    /// Passages that the cross-encoder reads. On collections of up to 2,000 documents 20 give all there is to gain (docs/quality.md);
    /// larger ones get some more.
    /// </summary>
    public const int RerankDepth = 30;

    /// <summary>Hits of one document: its best passage.</summary>
    public const int PassagesPerDocument = 1;

    /// <summary>The most characters of a query.</summary>
    public const int MaxQueryLength = 100_000;
}
