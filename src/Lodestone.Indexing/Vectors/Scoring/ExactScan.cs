using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>Compares every returnable vector by codes, and those that can be among the best by floats.</summary>
/// <remarks>
/// The result is that of comparing all floats. Every code score has a bound on its error (<see cref="CodedQuery"/>), so after one pass the
/// k-th largest lower bound is known; vectors whose upper bound is below it are dropped. The others are compared by floats in descending
/// order of their upper bound, until that is below the k-th best found.
/// </remarks>
internal unsafe ref struct ExactScan(VectorSlots slots, CodedQuery query, KeyFilter filter, Scratch scratch, int top)
{
    // Looking up a key costs about as much as skipping four slots.
    private const int LookUpBelow = 4;
    private const int AtOnce = 64;
    private readonly CodedQuery _query = query;
    private readonly int* _waiting = scratch.Fresh.Ensure(AtOnce + 3);
    private int _waitingCount;
    private readonly ScoreFloor _floors = new(scratch.Floors.Ensure(top), top);
    private float _floor = float.NegativeInfinity;
    private int _floorCount;
    private int _candidates;

    /// <summary>The number of vectors compared by codes.</summary>
    public int Compared { get; private set; }

    /// <summary>The number of vectors compared by floats.</summary>
    public int Rescored { get; private set; }

    /// <summary>Finds the nearest vectors, best first.</summary>
    public IndexHit[] Run(KeySet? allowed)
    {
        var count = slots.Count;
        if (allowed is not null && allowed.Count < count / LookUpBelow)
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

        Compare();
        return Rescore();
    }

    private void Look(int slot)
    {
        var facts = slots.Facts(slot);
        if (Volatile.Read(ref *(byte*)&facts->State) != (byte)SlotState.Live || !filter.Passes(facts->Key))
            return;
        _waiting[_waitingCount++] = slot;
        Prefetch.Bytes(slots.Codes.At(slot), slots.Stride);
        if (_waitingCount == AtOnce)
            Compare();
    }

    // Compares pending slots four at a time; by then their codes are in the cache.
    private void Compare()
    {
        Compared += _waitingCount;
        for (var i = _waitingCount; i < _waitingCount + 3; i++)
            _waiting[i] = _waiting[Math.Max(0, _waitingCount - 1)];
        for (var i = 0; i < _waitingCount; i += 4)
        {
            var raw = CodeDot.RawOfFour(
                slots.Codes.At(_waiting[i]), slots.Codes.At(_waiting[i + 1]), slots.Codes.At(_waiting[i + 2]),
                slots.Codes.At(_waiting[i + 3]), _query.Codes, slots.Stride);
            for (var j = 0; j < Math.Min(4, _waitingCount - i); j++)
                Judge(_waiting[i + j], raw[j]);
        }

        _waitingCount = 0;
    }

    private void Judge(int slot, int raw)
    {
        var score = _query.Score(slots, slot, raw);
        var bound = _query.Bound(slots.Facts(slot));
        if (score + bound < _floor)
            return;
        scratch.Candidates.Ensure(_candidates + 1)[_candidates++] = Scored.Of(score + bound, slot);
        if (score - bound > _floor)
            _floor = _floors.Offer(score - bound, ref _floorCount);
    }

    private IndexHit[] Rescore()
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
            if (nearest.IsFull && _query.Similarity(Scored.Score(candidate)) < nearest.Worst)
                break;
            var slot = Scored.Slot(candidate);
            nearest.Offer(slots.Facts(slot)->Key, _query.Similarity(_query.Exact(slots, slot)), slots.Facts(slot)->Tie);
            Rescored++;
        }

        return nearest.Sorted();
    }
}
