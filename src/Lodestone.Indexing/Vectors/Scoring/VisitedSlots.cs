using System.Runtime.InteropServices;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>Which slots a walk has met: a number a slot, which is the walk's own when it has.</summary>
/// <remarks>
/// Starting anew is counting up; only every 65,535th walk has to clear. Two bytes a slot stay in the cache where a walk is.
/// </remarks>
internal sealed unsafe class VisitedSlots : IDisposable
{
    private readonly NativeBuffer<ushort> _marks = new();
    private int _length;
    private ushort _walk;

    public ushort* Marks => _marks.Items;

    /// <summary>This walk's number.</summary>
    public ushort Walk => _walk;

    /// <summary>Slots there are marks for; a walk leaves out what is beyond, which was added after it began.</summary>
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

    /// <summary>Notes that the slot is met.</summary>
    public void Meet(int slot)
    {
        if ((uint)slot < (uint)_length)
            _marks.Items[slot] = _walk;
    }

    public void Dispose() => _marks.Dispose();
}
