namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>The best of all hits added, by descending similarity, then by ascending tie. A heap with the worst on top.</summary>
internal struct NearestHits(int top)
{
    private readonly TiedHit[] _heap = new TiedHit[top];

    public int Count { get; private set; }

    public readonly bool IsFull => Count == _heap.Length;

    /// <summary>The worst similarity kept; valid only when full.</summary>
    public readonly float Worst => _heap[0].Score;

    public void Offer(long key, float similarity, ulong tie)
    {
        var hit = new TiedHit(key, similarity, tie);
        if (!IsFull)
        {
            Rise(hit);
            return;
        }

        if (TiedHit.IsWorse(_heap[0], hit))
            Sink(hit, Count);
    }

    /// <summary>Returns all kept hits, the best first. No hit can be added afterwards.</summary>
    public IndexHit[] Sorted()
    {
        var count = Count;
        for (var last = count - 1; last > 0; last--)
        {
            var worst = _heap[0];
            Sink(_heap[last], last);
            _heap[last] = worst;
        }

        return Array.ConvertAll(_heap[..count], static h => new IndexHit(h.Key, h.Score));
    }

    private void Rise(TiedHit hit)
    {
        var at = Count++;
        while (at > 0 && TiedHit.IsWorse(hit, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = hit;
    }

    // Replaces the worst hit in a heap of this size.
    private readonly void Sink(TiedHit hit, int count)
    {
        var at = 0;
        for (var child = 1; child < count; child = at * 2 + 1)
        {
            if (child + 1 < count && TiedHit.IsWorse(_heap[child + 1], _heap[child]))
                child++;
            if (!TiedHit.IsWorse(_heap[child], hit))
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = hit;
    }
}
