using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Chooses the neighbours to link to (Malkov and Yashunin 2018, algorithm 4).</summary>
/// <remarks>
/// From the nearest candidate outwards, each is chosen unless it is nearer to a chosen one than to the slot itself, because the path to it
/// then leads over that one. Links therefore go in different directions instead of all into the nearest cluster, and a walk can leave a
/// cluster.
/// </remarks>
internal static unsafe class NeighborSelection
{
    /// <summary>
    /// Moves the chosen candidates to the front, in order, and returns their number. The candidates are sorted, best first.
    /// </summary>
    /// <param name="slots">The slots.</param>
    /// <param name="candidates">The candidates, scored against the slot to be linked.</param>
    /// <param name="most">The maximum number to choose.</param>
    /// <param name="scratch">This thread's memory.</param>
    public static int Choose(VectorSlots slots, Span<ulong> candidates, int most, Scratch scratch)
    {
        var codes = scratch.ChosenCodes.Ensure(most * slots.Stride);
        var chosen = new Span<CodedQuery>(scratch.Chosen.Ensure(most), most);
        var count = 0;
        foreach (var candidate in candidates)
        {
            if (count == most)
                break;
            var slot = Scored.Slot(candidate);
            if (count > 0 && IsCovered(slots, slot, Scored.Score(candidate), chosen[..count]))
                continue;
            if (count < most - 1)
                chosen[count] = CodedQuery.OfStored(slots, slot, codes + count * slots.Stride);
            candidates[count++] = candidate;
        }

        return count;
    }

    private static bool IsCovered(VectorSlots slots, int slot, float score, ReadOnlySpan<CodedQuery> chosen)
    {
        foreach (ref readonly var nearer in chosen)
        {
            if (nearer.Score(slots, slot) > score)
                return true;
        }

        return false;
    }
}
