using System.Runtime.InteropServices;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>Finds the slot of a key. One writer; readers take no lock.</summary>
/// <remarks>
/// Open addressing over slot numbers alone, four bytes per entry: the key is read from the slot. A Dictionary would take six times as much,
/// and none of the framework's tables may be read during a write without a lock or a node for every entry.
/// </remarks>
internal sealed unsafe class SlotTable(Segments facts)
{
    private const int Vacant = -1, Gone = -2;
    private int[] _entries = Vacate(64);
    private int _used; // Entries that are not vacant.

    public long MemoryBytes => (long)_entries.Length * sizeof(int);

    /// <summary>The key's slot, or -1.</summary>
    public int Find(long key)
    {
        var entries = Volatile.Read(ref _entries);
        for (var at = Start(key, entries.Length); ; at = (at + 1) & (entries.Length - 1))
        {
            var slot = Volatile.Read(ref entries[at]);
            if (slot == Vacant)
                return -1;
            if (slot >= 0 && ((SlotMetadata*)facts.At(slot))->Key == key)
                return slot;
        }
    }

    /// <summary>Adds a slot whose key is written and not in the table.</summary>
    public void Add(int slot)
    {
        if ((_used + 1) * 3L > _entries.Length * 2L)
            Rebuild();
        Enter(_entries, slot);
        _used++;
    }

    /// <summary>Removes a slot; a reader that has just found it must still check its state.</summary>
    public void Remove(int slot)
    {
        var entries = _entries;
        var first = Start(((SlotMetadata*)facts.At(slot))->Key, entries.Length);
        for (var at = first; entries[at] != Vacant; at = (at + 1) & (entries.Length - 1))
        {
            if (entries[at] == slot)
            {
                Volatile.Write(ref entries[at], Gone);
                return;
            }
        }
    }

    private void Enter(int[] entries, int slot)
    {
        var at = Start(((SlotMetadata*)facts.At(slot))->Key, entries.Length);
        while (entries[at] != Vacant)
            at = (at + 1) & (entries.Length - 1);
        Volatile.Write(ref entries[at], slot);
    }

    private void Rebuild()
    {
        var slots = _entries.Where(e => e >= 0).ToArray();
        var length = _entries.Length;
        while ((slots.Length + 1) * 2L > length)
            length *= 2;
        var entries = Vacate(length);
        foreach (var slot in slots)
            Enter(entries, slot);
        _used = slots.Length;
        Volatile.Write(ref _entries, entries);
    }

    private static int Start(long key, int length) => (int)(SplitMix.Mix((ulong)key) & (uint)(length - 1));

    private static int[] Vacate(int length)
    {
        var entries = new int[length];
        Array.Fill(entries, Vacant);
        return entries;
    }
}

/// <summary>The state of a slot for a search.</summary>
internal enum SlotState : byte
{
    /// <summary>The slot is empty.</summary>
    Free,

    /// <summary>Being added: linked to, not yet returned.</summary>
    Pending,

    /// <summary>Found and returned.</summary>
    Live,

    /// <summary>Removed: routes, is not returned; freed by a repair.</summary>
    Removed,
}

/// <summary>The data of a slot beside its codes and links.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SlotMetadata
{
    public long Key;

    /// <summary>The number that orders it among equal similarities.</summary>
    public ulong Tie;

    /// <summary>The length of the rounding error of the codes.</summary>
    public float Error;

    /// <summary>The length of the stored vector: 1 (or 0) under cosine.</summary>
    public float Length;

    /// <summary>The first of its link blocks above level 0.</summary>
    public int Upper;

    /// <summary>The slot's highest level.</summary>
    public byte Level;

    public SlotState State;
}

/// <summary>A deterministic pseudo-random number for each number (the finaliser of SplitMix64, Steele et al. 2014).</summary>
internal static class SplitMix
{
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
