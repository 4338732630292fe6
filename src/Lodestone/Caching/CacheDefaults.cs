namespace Lodestone;

/// <summary>The defaults of caching, in one place for code, help and documentation.</summary>
public static class CacheDefaults
{
    /// <summary>Bytes for the vectors of queries: about 8,000 queries of 384 dimensions.</summary>
    public const long QueryBytes = 16 << 20;

    /// <summary>Bytes for the logits of pairs: about 50,000 pairs, or 1,700 queries reranked to the default depth.</summary>
    public const long PairBytes = 16 << 20;
}
