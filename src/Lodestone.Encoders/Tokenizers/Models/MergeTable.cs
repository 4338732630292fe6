namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>The mergeable pairs of tokens, with the merged token and the merge's rank: an open hash on the two ids.</summary>
internal sealed class MergeTable
{
    private ulong[] _keys;
    private (int Rank, int Id)[] _merges;
    private int _count;

    public MergeTable(int expected)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, expected) * 2);
        _keys = new ulong[size];
        _merges = new (int, int)[size];
    }

    /// <summary>Adds a merge. For a repeated pair the later rank wins, as in the reference.</summary>
    public void Add(int left, int right, int rank, int id)
    {
        if (_count * 2 >= _keys.Length)
            Grow();
        var key = Key(left, right);
        var slot = SlotOf(key);
        if (_keys[slot] == 0)
            _count++;
        _keys[slot] = key;
        _merges[slot] = (rank, id);
    }

    public bool TryFind(int left, int right, out int rank, out int id)
    {
        var slot = SlotOf(Key(left, right));
        (rank, id) = _merges[slot];
        return _keys[slot] != 0;
    }

    // Ids are not negative, so a key plus one is never the 0 of an empty slot.
    private static ulong Key(int left, int right) => (((ulong)(uint)left << 32) | (uint)right) + 1;

    private int SlotOf(ulong key)
    {
        var mask = _keys.Length - 1;
        var slot = (int)((key * 0x9E3779B97F4A7C15) >> 33) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var (keys, merges) = (_keys, _merges);
        _keys = new ulong[keys.Length * 2];
        _merges = new (int, int)[keys.Length * 2];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
                continue;
            var slot = SlotOf(keys[i]);
            (_keys[slot], _merges[slot]) = (keys[i], merges[i]);
        }
    }
}
