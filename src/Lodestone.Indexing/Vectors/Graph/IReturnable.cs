using System.Runtime.CompilerServices;

namespace Lodestone.Indexing;

/// <summary>Which slots a walk may give back; it walks through the others. A struct, so that the walk is compiled for each kind.</summary>
internal interface IReturnable
{
    bool Returns(int slot);
}

/// <summary>What a new vector may be linked to: all but removed ones.</summary>
internal readonly unsafe struct LinkableSlots(VectorSlots slots) : IReturnable
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Returns(int slot) => slots.Facts(slot)->State is SlotState.Live or SlotState.Pending;
}

/// <summary>What a search may return: live slots whose key passes.</summary>
internal readonly unsafe struct PassingSlots(VectorSlots slots, KeyFilter filter) : IReturnable
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Returns(int slot)
    {
        var facts = slots.Facts(slot);
        return facts->State == SlotState.Live && filter.Passes(facts->Key);
    }
}
