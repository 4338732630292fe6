using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>The next slots of a filtered walk: a growing heap with the best on top.</summary>
internal unsafe struct Frontier(NativeBuffer<ulong> buffer)
{
    private int _count;

    /// <summary>The next slot; -1 when the heap is empty.</summary>
    public readonly int Best => _count == 0 ? -1 : Scored.Slot(buffer.Items[0]);

    public void Push(ulong candidate)
    {
        var heap = buffer.Ensure(_count + 1);
        var at = _count++;
        for (; at > 0 && candidate < heap[(at - 1) / 2]; at = (at - 1) / 2)
            heap[at] = heap[(at - 1) / 2];
        heap[at] = candidate;
    }

    public bool TryPop(out ulong best)
    {
        var heap = buffer.Items;
        if (_count == 0)
        {
            best = 0;
            return false;
        }

        best = heap[0];
        var last = heap[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = at * 2 + 1)
        {
            if (child + 1 < _count && heap[child + 1] < heap[child])
                child++;
            if (heap[child] >= last)
                break;
            heap[at] = heap[child];
            at = child;
        }

        heap[at] = last;
        return true;
    }
}
