using System.Runtime.InteropServices;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>The slots that a walk has visited: one number per slot, which equals the walk's number when visited.</summary>
/// <remarks>
/// A new walk increments the number; only every 65,535th walk has to clear. Two bytes per slot stay in the cache of the walk's core.
/// </remarks>
internal sealed unsafe class VisitedSlots : IDisposable
{
    private readonly NativeBuffer<ushort> _marks = new();
    private int _length;
    private ushort _walk;

    public ushort* Marks => _marks.Items;

    /// <summary>This walk's number.</summary>
    public ushort Walk => _walk;

    /// <summary>The number of slots with marks; a walk ignores slots beyond it, which were added after it began.</summary>
    public int Length => _length;

    public void Begin(int slots)
    {
        if (slots > _length || _walk == ushort.MaxValue)
        {
            _length = Math.Max(_length, (slots + Segments.PerSegment - 1) & ~(Segments.PerSegment - 1));
            NativeMemory.Clear(_marks.Ensure(_length), (nuint)_length * sizeof(ushort));
            _walk = 0;
        }

        _walk++;
    }

    /// <summary>Marks the slot as visited.</summary>
    public void Meet(int slot)
    {
        if ((uint)slot < (uint)_length)
            _marks.Items[slot] = _walk;
    }

    public void Dispose() => _marks.Dispose();
}
