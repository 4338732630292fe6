namespace Lodestone;

/// <summary>The defaults of caching, in one place for code, help and documentation.</summary>
public static class CacheDefaults
{
    /// <summary>Bytes for the vectors of queries: about 8,000 queries of 384 dimensions.</summary>
    public const long QueryBytes = 16 << 20;

    /// <summary>Bytes for the logits of pairs: about 50,000 pairs, or 1,000 queries reranked to a depth of 50.</summary>
    public const long PairBytes = 16 << 20;
}
