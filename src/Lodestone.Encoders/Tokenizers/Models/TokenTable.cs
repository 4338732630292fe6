namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>A vocabulary that maps texts to ids by hash, without creating strings.</summary>
/// <remarks>
/// The hash rolls forward one character at a time, so all prefixes of a word are hashed in one pass, and a continuation such as
/// <c>##ing</c> is found by starting from the hash of <c>##</c>. A trie has the same lookups with fewer probes but takes several times as
/// long to build, which a short-lived process has to pay. After loading, the table is read-only and thread-safe.
/// </remarks>
internal sealed class TokenTable
{
    /// <summary>The hash of the empty text.</summary>
    public const uint Seed = 2166136261;

    /// <summary>The result when the vocabulary does not have the token.</summary>
    public const int Missing = -1;

    private char[] _pool;
    private Entry[] _entries;
    private int[] _slots;
    private int _poolLength, _count;

    public TokenTable(int expected = 1024)
    {
        _entries = new Entry[Math.Max(16, expected)];
        _pool = new char[_entries.Length * 8];
        _slots = new int[SlotsFor(_entries.Length)];
    }

    private struct Entry
    {
        public uint Hash;
        public int Start;
        public int Length;
        public int Id;
    }

    /// <summary>The length of the longest token, in UTF-16 characters.</summary>
    public int LongestToken { get; private set; }

    public int HighestId { get; private set; } = -1;

    /// <summary>The number of tokens.</summary>
    public int Count => _count;

    /// <summary>The steps beyond their first slots that all tokens took to find a place: about one each, unless hashes collide.</summary>
    public long Steps { get; private set; }

    public static uint Roll(uint hash, char next) => (hash ^ next) * 16777619;

    public static uint Roll(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            hash = Roll(hash, c);
        return hash;
    }

    /// <summary>Returns memory in which a reader writes the next token's text before <see cref="Commit"/>.</summary>
    public Span<char> Reserve(int maximumLength)
    {
        if (_pool.Length - _poolLength < maximumLength)
            Array.Resize(ref _pool, checked(Math.Max(_pool.Length * 2, _poolLength + maximumLength)));
        return _pool.AsSpan(_poolLength, maximumLength);
    }

    /// <summary>Adds the token written into <see cref="Reserve"/>'s memory. A repeated text takes the new id.</summary>
    public void Commit(int length, int id)
    {
        var text = _pool.AsSpan(_poolLength, length);
        var hash = Roll(Seed, text);
        var slot = FindSlot(hash, 0, text);
        HighestId = Math.Max(HighestId, id);
        if (_slots[slot] != 0)
        {
            _entries[_slots[slot] - 1].Id = id;
            return;
        }
        if (_count == _entries.Length)
        {
            Grow();
            slot = FindSlot(hash, 0, text);
        }
        Steps += (slot - FirstSlot(hash)) & (_slots.Length - 1);
        _entries[_count++] = new Entry { Hash = hash, Start = _poolLength, Length = length, Id = id };
        _slots[slot] = _count;
        _poolLength += length;
        LongestToken = Math.Max(LongestToken, length);
    }

    public void Add(ReadOnlySpan<char> text, int id)
    {
        text.CopyTo(Reserve(text.Length));
        Commit(text.Length, id);
    }

    /// <summary>The id of a text, or <see cref="Missing"/>.</summary>
    public int Find(ReadOnlySpan<char> text) => Find(Roll(Seed, text), 0, text);

    /// <summary>The id of a token whose first <paramref name="skipped"/> characters are known to match, or <see cref="Missing"/>.</summary>
    /// <param name="hash">The hash of the whole token.</param>
    /// <param name="skipped">The number of characters that are not in <paramref name="text"/>.</param>
    /// <param name="text">The rest of the token.</param>
    public int Find(uint hash, int skipped, ReadOnlySpan<char> text)
    {
        var entry = _slots[FindSlot(hash, skipped, text)];
        return entry == 0 ? Missing : _entries[entry - 1].Id;
    }

    private static int SlotsFor(int entries) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries * 2);

    private int FindSlot(uint hash, int skipped, ReadOnlySpan<char> text)
    {
        var mask = _slots.Length - 1;
        var slot = FirstSlot(hash);
        while (_slots[slot] != 0)
        {
            ref var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Length == skipped + text.Length
                && text.SequenceEqual(_pool.AsSpan(entry.Start + skipped, text.Length)))
                return slot;
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    // FNV's low bits are its weak ones: fold the high ones in.
    private int FirstSlot(uint hash) => (int)(hash ^ (hash >> 15)) & (_slots.Length - 1);

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _slots = new int[SlotsFor(_entries.Length)];
        var mask = _slots.Length - 1;
        for (var i = 0; i < _count; i++)
        {
            var slot = FirstSlot(_entries[i].Hash);
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }
}
