namespace Lodestone;

/// <summary>Which first stages look for candidates.</summary>
public enum RetrievalMode
{
    /// <summary>BM25 and the bi-encoder at once, fused: what the one misses, the other finds.</summary>
    Hybrid,

    /// <summary>The bi-encoder alone: meaning, without words.</summary>
    Dense,

    /// <summary>BM25 alone: words, without meaning. Runs no bi-encoder.</summary>
    Keyword,
}
