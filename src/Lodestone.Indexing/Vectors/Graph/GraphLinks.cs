using System.Runtime.CompilerServices;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>The links of every slot: one block of slot numbers per slot and level, -1 after the last.</summary>
/// <remarks>
/// On the lowest level every slot has a block of twice M links, 128 bytes at the default: two cache lines, without space for a count. About
/// one slot in 16 is on higher levels too and has further blocks. A block is written by one thread at a time and read by any: a reader may
/// see some old and some new links, each of which leads to an existing slot.
/// </remarks>
internal sealed unsafe class GraphLinks(int links) : IDisposable
{
    private readonly List<Stack<int>> _freeUpper = [];

    /// <summary>The maximum number of links of a slot above the lowest level, and of a new slot.</summary>
    public int PerLevel { get; } = links;

    /// <summary>Blocks of the lowest level, one per slot.</summary>
    public Segments Lowest { get; } = new(links * 2 * sizeof(int), fill: 0xFF);

    /// <summary>Blocks of all higher levels.</summary>
    public Segments Upper { get; } = new(links * sizeof(int), fill: 0xFF);

    /// <summary>The number of blocks in use above the lowest level.</summary>
    public int UpperCount { get; private set; }

    public long MemoryBytes(int slots) => (long)slots * Lowest.Stride + (long)UpperCount * Upper.Stride;

    /// <summary>The maximum number of links in a block of this level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Capacity(int level) => level == 0 ? PerLevel * 2 : PerLevel;

    /// <summary>A slot's block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Block(VectorSlots slots, int slot, int level) =>
        (int*)(level == 0 ? Lowest.At(slot) : Upper.At(slots.Facts(slot)->Upper + level - 1));

    /// <summary>A slot's links on a level, while other threads may change them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LinkedSlots Around(VectorSlots slots, int slot, int level) => new(Block(slots, slot, level), Capacity(level));

    /// <summary>A slot's links on a level, while no other thread changes them.</summary>
    public ReadOnlySpan<int> Of(VectorSlots slots, int slot, int level)
    {
        var block = new ReadOnlySpan<int>(Block(slots, slot, level), Capacity(level));
        var end = block.IndexOf(-1);
        return end < 0 ? block : block[..end];
    }

    /// <summary>Replaces a slot's links on a level.</summary>
    public void Set(VectorSlots slots, int slot, int level, ReadOnlySpan<int> to)
    {
        var block = Block(slots, slot, level);
        for (var i = 0; i < to.Length; i++)
            Volatile.Write(ref block[i], to[i]);
        for (var i = to.Length; i < Capacity(level); i++)
            block[i] = -1;
    }

    /// <summary>Allocates blocks without links for a slot up to this level, and returns the number of the first.</summary>
    public int TakeUpper(int levels)
    {
        if (levels == 0)
            return -1;
        if (levels < _freeUpper.Count && _freeUpper[levels].TryPop(out var free))
            return free;
        var first = UpperCount;
        Upper.Ensure(first + levels);
        UpperCount += levels;
        return first;
    }

    /// <summary>Frees all blocks of a slot that no slot links to.</summary>
    public void Release(VectorSlots slots, int slot)
    {
        var facts = slots.Facts(slot);
        for (var level = 0; level <= facts->Level; level++)
            new Span<int>(Block(slots, slot, level), Capacity(level)).Fill(-1);
        ReleaseUpper(facts->Upper, facts->Level);
    }

    /// <summary>Reserves room for the blocks in a file.</summary>
    public void Restore(int slots, int upperCount)
    {
        Lowest.Ensure(slots);
        Upper.Ensure(upperCount);
        UpperCount = upperCount;
    }

    public void Dispose()
    {
        Lowest.Dispose();
        Upper.Dispose();
    }

    private void ReleaseUpper(int first, int levels)
    {
        if (levels == 0)
            return;
        while (_freeUpper.Count <= levels)
            _freeUpper.Add(new Stack<int>());
        _freeUpper[levels].Push(first);
    }
}
