using Microsoft.Extensions.Caching.Memory;

namespace Lodestone.Caching;

/// <summary>A cache with a limit in bytes. A miss costs time, never correctness.</summary>
internal sealed class ByteCache<TKey, TValue> : IDisposable
    where TKey : notnull
{
    // The cache's own memory for an entry: the entry, its node in the dictionary, the boxed key.
    private const int Overhead = 256;

    private readonly MemoryCache? _entries;

    /// <param name="bytes">The limit in bytes; 0 disables the cache.</param>
    public ByteCache(long bytes) =>
        _entries = bytes > 0 ? new MemoryCache(new MemoryCacheOptions { SizeLimit = bytes, CompactionPercentage = .2 }) : null;

    public bool TryGet(TKey key, out TValue value)
    {
        value = default!;
        return _entries is not null && _entries.TryGetValue(key, out value!);
    }

    public void Set(TKey key, TValue value, int bytes)
    {
        if (_entries is null)
            return;
        using var entry = _entries.CreateEntry(key);
        entry.Size = bytes + Overhead;
        entry.Value = value;
    }

    public void Dispose() => _entries?.Dispose();
}

/// <summary>The defaults of caching, in one place for code, help and documentation.</summary>
internal static class CacheDefaults
{
    /// <summary>Bytes for query vectors: about 8,000 queries of 384 dimensions.</summary>
    public const long QueryBytes = 16 << 20;

    /// <summary>Bytes for the logits of pairs: about 50,000 pairs, or 1,700 queries reranked to the default depth.</summary>
    public const long PairBytes = 16 << 20;
}
