using System.Numerics;

namespace Lodestone.Indexing;

/// <summary>The keys that a search may return, and their number.</summary>
/// <remarks>
/// Immutable and thread-safe. The set is a bitmap with one bit for every number up to the largest key: a set over a million keys assigned
/// in order costs 125 kB however few it has, and a test costs one read.
/// </remarks>
public sealed class KeySet
{
    private readonly ulong[] _bits;

    private KeySet(ulong[] bits)
    {
        _bits = bits;
        foreach (var word in bits)
            Count += BitOperations.PopCount(word);
    }

    /// <summary>The set without keys.</summary>
    public static KeySet Empty { get; } = new([]);

    /// <summary>The number of keys in the set.</summary>
    public int Count { get; }

    /// <summary>Creates a set of these keys; a repeated key counts once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A key is negative.</exception>
    public static KeySet Of(IEnumerable<long> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var bits = Array.Empty<ulong>();
        foreach (var key in keys)
        {
            InvalidRangeException.ThrowIfLess(key, 0);
            var word = checked((int)(key >> 6));
            if (word >= bits.Length)
                Array.Resize(ref bits, Math.Max(word + 1, bits.Length * 2));
            bits[word] |= 1UL << (int)(key & 63);
        }

        return new KeySet(bits);
    }

    /// <summary>Whether the key is in the set.</summary>
    public bool Contains(long key)
    {
        var word = key >> 6;
        return (ulong)word < (ulong)_bits.Length && (_bits[word] & (1UL << (int)(key & 63))) != 0;
    }

    /// <summary>The keys in ascending order.</summary>
    public IEnumerable<long> Keys()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var rest = _bits[i]; rest != 0; rest &= rest - 1)
                yield return ((long)i << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
