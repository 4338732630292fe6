using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors;

/// <summary>The share of the exact ten nearest that a search finds, over a sample of an index's own vectors.</summary>
internal static class SampledRecall
{
    private const int Top = 10;

    /// <summary>Computes the share; null for an empty sample. The vector itself counts among its ten.</summary>
    public static unsafe double? Of(VectorIndex index, VectorSlots slots, int sample)
    {
        var live = slots.InState(SlotState.Live);
        sample = Math.Min(sample, live.Length);
        if (sample == 0)
            return null;
        long found = 0;
        long wanted = 0;
        for (var i = 0; i < sample; i++)
        {
            // Evenly spread over the order of addition.
            var slot = live[(int)((long)i * live.Length / sample)];
            var vector = new ReadOnlySpan<float>(slots.Rows.At(slot), slots.Dimensions);
            var exact = index.Search(vector, new VectorQuery { Top = Top, Exact = true }).Hits;
            var hits = index.Search(vector, new VectorQuery { Top = Top }).Hits;
            // By similarity and not by key: of equally near vectors each is right.
            found += hits.Count(h => h.Similarity >= exact[^1].Similarity);
            wanted += exact.Count;
        }

        return Math.Min(1, (double)found / wanted);
    }
}
