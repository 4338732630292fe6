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

    /// <summary>Passages that the cross-encoder reads.</summary>
    public const int RerankDepth = 50;

    /// <summary>Hits of one document: its best passage.</summary>
    public const int PassagesPerDocument = 1;

    /// <summary>The most characters of a query.</summary>
    public const int MaxQueryLength = 100_000;
}
