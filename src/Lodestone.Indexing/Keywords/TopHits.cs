namespace Lodestone.Indexing.Keywords;

/// <summary>The best hits so far by descending score, equal scores by ascending key, also at the cutoff.</summary>
/// <remarks>A binary heap with the worst on top. Nearly every passage is rejected by one comparison with <see cref="Floor"/>.</remarks>
internal sealed class TopHits(int top)
{
    private KeywordHit[] _heap = new KeywordHit[Math.Min(top, 1024)];
    private int _count;

    /// <summary>A lower score is never added; an equal one may be, by its key.</summary>
    public float Floor => _count == top ? _heap[0].Bm25Score : 0;

    public void Add(long key, float score)
    {
        var hit = new KeywordHit(key, score);
        if (_count < top)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, Math.Min(top, _count * 2));
            Rise(_count++, hit);
        }
        else if (IsWorse(_heap[0], hit))
        {
            Sink(hit);
        }
    }

    public KeywordHit[] Take()
    {
        var hits = _heap[.._count];
        Array.Sort(hits, static (a, b) => IsWorse(b, a) ? -1 : IsWorse(a, b) ? 1 : 0);
        return hits;
    }

    private static bool IsWorse(KeywordHit a, KeywordHit b) =>
        a.Bm25Score < b.Bm25Score || (a.Bm25Score == b.Bm25Score && a.Key > b.Key);

    private void Rise(int at, KeywordHit hit)
    {
        for (; at > 0 && IsWorse(hit, _heap[(at - 1) / 2]); at = (at - 1) / 2)
            _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = hit;
    }

    private void Sink(KeywordHit hit)
    {
        var at = 0;
        for (var child = 1; child < _count; child = (at * 2) + 1)
        {
            if (child + 1 < _count && IsWorse(_heap[child + 1], _heap[child]))
                child++;
            if (!IsWorse(_heap[child], hit))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = hit;
    }
}
