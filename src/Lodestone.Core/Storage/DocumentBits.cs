using System.Numerics;

namespace Lodestone.Storage;

/// <summary>A mutable set of document numbers, one bit each.</summary>
internal sealed class DocumentBits
{
    private ulong[] _bits = [];

    /// <summary>The memory of the set, in bytes.</summary>
    public long Bytes => (long)_bits.Length * sizeof(ulong);

    public int Count => _bits.Sum(BitOperations.PopCount);

    public void Add(long number)
    {
        var word = checked((int)(number >> 6));
        if (word >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        _bits[word] |= 1UL << (int)(number & 63);
    }

    public bool Contains(long number) =>
        number >> 6 < _bits.Length && (_bits[(int)(number >> 6)] & (1UL << (int)(number & 63))) != 0;

    public void IntersectWith(DocumentBits other)
    {
        for (var i = 0; i < _bits.Length; i++)
            _bits[i] &= i < other._bits.Length ? other._bits[i] : 0;
    }

    public void UnionWith(DocumentBits other)
    {
        if (other._bits.Length > _bits.Length)
            Array.Resize(ref _bits, other._bits.Length);
        for (var i = 0; i < other._bits.Length; i++)
            _bits[i] |= other._bits[i];
    }

    public DocumentBits Copy() => new() { _bits = [.. _bits] };

    /// <summary>The members of the universe that are not in this set.</summary>
    public DocumentBits Complement(DocumentBits universe)
    {
        var rest = new DocumentBits { _bits = [.. universe._bits] };
        for (var i = 0; i < Math.Min(rest._bits.Length, _bits.Length); i++)
            rest._bits[i] &= ~_bits[i];
        return rest;
    }

    /// <summary>The numbers in ascending order.</summary>
    public IEnumerable<long> Numbers()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var rest = _bits[i]; rest != 0; rest &= rest - 1)
                yield return ((long)i << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
