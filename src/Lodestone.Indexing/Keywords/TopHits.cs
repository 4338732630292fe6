namespace Lodestone.Indexing;

/// <summary>The best hits so far: by score from high to low, equal scores by key from low to high, at the cut too.</summary>
internal sealed class TopHits(int top)
{
    private static readonly Comparer<(float Score, long Key)> WorstFirst =
        Comparer<(float Score, long Key)>.Create((a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Key.CompareTo(a.Key));

    private readonly PriorityQueue<long, (float Score, long Key)> _queue = new(WorstFirst);

    public void Add(long key, float score)
    {
        if (_queue.Count < top)
            _queue.Enqueue(key, (score, key));
        else if (top > 0)
            _queue.EnqueueDequeue(key, (score, key));
    }

    public KeywordHit[] Take()
    {
        var hits = new KeywordHit[_queue.Count];
        for (var i = hits.Length - 1; _queue.TryDequeue(out var key, out var rank); i--)
            hits[i] = new(key, rank.Score);
        return hits;
    }
}
