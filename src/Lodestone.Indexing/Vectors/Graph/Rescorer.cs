using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Compares the best candidates of a walk by floats.</summary>
internal static class Rescorer
{
    /// <summary>Returns the best hits among the first candidates in the scratch.</summary>
    /// <remarks>
    /// Codes put the best ten almost in order. Twice the requested number, and a few more, are compared by floats: a candidate beyond these
    /// would need a larger code error than was ever measured on the collections (bench/results/vectors.md).
    /// </remarks>
    public static unsafe VectorResults Rescore(
        VectorSlots slots, in CodedQuery query, Scratch scratch, int found, int top, SearchPath path, int compared, int efSearch)
    {
        var rescored = Math.Min(found, top * 2 + 6);
        var candidates = scratch.Candidates.Items;
        // Equal codes are in the order of slots, which is that of writing, so all that are level with the last are compared.
        while (rescored > 0 && rescored < found && Scored.Score(candidates[rescored]) == Scored.Score(candidates[rescored - 1]))
            rescored++;
        for (var i = 0; i < rescored; i++)
            Prefetch.Bytes(slots.Rows.At(Scored.Slot(candidates[i])), 256);
        var nearest = new NearestHits(Math.Min(top, found));
        for (var i = 0; i < rescored; i++)
        {
            var slot = Scored.Slot(candidates[i]);
            nearest.Offer(slots.Facts(slot)->Key, query.Similarity(query.Exact(slots, slot)), slots.Facts(slot)->Tie);
        }

        return new VectorResults(nearest.Sorted(), path, compared, rescored, efSearch);
    }
}
