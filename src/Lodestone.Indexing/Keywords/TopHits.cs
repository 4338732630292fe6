namespace Lodestone.Indexing.Keywords;

/// <summary>The best hits so far by descending score, equal scores by ascending tie, also at the cutoff.</summary>
/// <remarks>A binary heap with the worst on top. Nearly every passage is rejected by one comparison with <see cref="Floor"/>.</remarks>
internal sealed class TopHits(int top)
{
    private TiedHit[] _heap = new TiedHit[Math.Min(top, 1024)];
    private int _count;

    /// <summary>A lower score is never added; an equal one may be, by its tie.</summary>
    public float Floor => _count == top ? _heap[0].Score : 0;

    public void Add(long key, float score, ulong tie)
    {
        var hit = new TiedHit(key, score, tie);
        if (_count < top)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, Math.Min(top, _count * 2));
            Rise(_count++, hit);
        }
        else if (TiedHit.IsWorse(_heap[0], hit))
        {
            Sink(hit);
        }
    }

    public IndexHit[] Take()
    {
        var hits = _heap[.._count];
        Array.Sort(hits, static (a, b) => TiedHit.IsWorse(b, a) ? -1 : TiedHit.IsWorse(a, b) ? 1 : 0);
        return Array.ConvertAll(hits, static h => new IndexHit(h.Key, h.Score));
    }

    private void Rise(int at, TiedHit hit)
    {
        for (; at > 0 && TiedHit.IsWorse(hit, _heap[(at - 1) / 2]); at = (at - 1) / 2)
            _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = hit;
    }

    private void Sink(TiedHit hit)
    {
        var at = 0;
        for (var child = 1; child < _count; child = (at * 2) + 1)
        {
            if (child + 1 < _count && TiedHit.IsWorse(_heap[child + 1], _heap[child]))
                child++;
            if (!TiedHit.IsWorse(_heap[child], hit))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = hit;
    }
}
