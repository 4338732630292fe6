namespace Lodestone.Indexing;

/// <summary>Compares every vector that a search may return, by codes, and those that can be among the best by floats.</summary>
/// <remarks>
/// The answer is the one that comparing all floats gives. Every code score has a bound on its error (<see cref="CodedQuery"/>), so after one
/// pass the k-th largest lower bound is known; what cannot reach it even with its error in its favour is out. The others are compared
/// by floats in order of what they can reach at most, until that is below the k-th best found.
/// </remarks>
internal unsafe ref struct ExactScan(VectorSlots slots, CodedQuery query, KeyFilter filter, Scratch scratch, int top)
{
    private readonly ScoreFloor _floors = new(scratch.Floors.Ensure(top), top);
    private float _floor = float.NegativeInfinity;
    private int _floorCount;
    private int _candidates;

    /// <summary>Vectors compared by codes.</summary>
    public int Compared { get; private set; }

    /// <summary>Vectors compared by floats.</summary>
    public int Rescored { get; private set; }

    /// <summary>The nearest, best first.</summary>
    public VectorHit[] Run(KeySet? allowed)
    {
        var count = slots.Count;
        if (allowed is not null && allowed.Count < count / 4)
        {
            foreach (var key in allowed.Keys())
            {
                if (slots.Table.Find(key) is >= 0 and var slot)
                    Look(slot);
            }
        }
        else
        {
            for (var slot = 0; slot < count; slot++)
                Look(slot);
        }

        return Rescore();
    }

    private void Look(int slot)
    {
        var facts = slots.Facts(slot);
        if (Volatile.Read(ref *(byte*)&facts->State) != (byte)SlotState.Live || !filter.Passes(facts->Key))
            return;
        Compared++;
        var score = query.Score(slots, slot);
        var bound = query.Bound(facts);
        if (score + bound < _floor)
            return;
        scratch.Candidates.Ensure(_candidates + 1)[_candidates++] = Scored.Of(score + bound, slot);
        if (score - bound > _floor)
            _floor = _floors.Offer(score - bound, ref _floorCount);
    }

    private VectorHit[] Rescore()
    {
        var candidates = new Span<ulong>(scratch.Candidates.Items, _candidates);
        var kept = 0;
        foreach (var candidate in candidates)
        {
            if (Scored.Score(candidate) >= _floor)
                candidates[kept++] = candidate;
        }

        candidates = candidates[..kept];
        candidates.Sort();
        var nearest = new NearestHits(Math.Min(top, kept));
        foreach (var candidate in candidates)
        {
            if (nearest.IsFull && query.Similarity(Scored.Score(candidate)) < nearest.Worst)
                break;
            var slot = Scored.Slot(candidate);
            nearest.Offer(slots.Facts(slot)->Key, query.Similarity(query.Exact(slots, slot)));
            Rescored++;
        }

        return nearest.Sorted();
    }
}
