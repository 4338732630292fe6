using System.Runtime.CompilerServices;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>The slots that a walk may return; it walks through the others. A struct, so that the walk is compiled for each kind.</summary>
internal interface ISlotFilter
{
    bool Returns(int slot);
}

/// <summary>The slots that a new vector may be linked to: all except removed ones.</summary>
internal readonly unsafe struct LinkableSlots(VectorSlots slots) : ISlotFilter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Returns(int slot) => slots.Facts(slot)->State is SlotState.Live or SlotState.Pending;
}

/// <summary>The slots that a search may return: live slots whose key passes.</summary>
internal readonly unsafe struct PassingSlots(VectorSlots slots, KeyFilter filter) : ISlotFilter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Returns(int slot)
    {
        var facts = slots.Facts(slot);
        return facts->State == SlotState.Live && filter.Passes(facts->Key);
    }
}
