using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Links new slots into a graph (Malkov and Yashunin 2018, algorithm 1), on any number of threads.</summary>
/// <remarks>
/// A slot's links on all levels are chosen first and then written from the lowest level upwards: once another thread can reach it on a
/// level, it has links on all levels below, so no walk ends there. A block is changed under its own lock; walks read without it.
/// </remarks>
internal sealed unsafe class GraphBuilder(HnswGraph graph, ScratchPool scratches)
{
    private readonly VectorSlots _slots = graph.Slots;
    private readonly GraphLinks _links = graph.Links;
    private readonly Lock _entering = new();

    // Neighbouring slots are often changed concurrently by different threads, so they should not share a lock.
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 1024).Select(_ => new Lock())];

    /// <summary>Links placed slots; a single thread links them in their order.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled; some slots are linked and some are not.</exception>
    public void Link(IReadOnlyList<int> added, int threads, CancellationToken cancellationToken)
    {
        var first = 0;
        if (graph.Entry.Slot < 0 && added.Count > 0)
        {
            graph.Entry = (added[0], _slots.Facts(added[0])->Level);
            first = 1;
        }

        ParallelBuild.Run(first, added.Count, threads, scratches, (i, scratch) => Link(added[i], scratch), cancellationToken);
    }

    /// <summary>Links a slot, or links it again.</summary>
    public void Link(int slot, Scratch scratch)
    {
        var level = _slots.Facts(slot)->Level;
        if (level <= graph.Entry.Level)
        {
            LinkFrom(graph.Entry, slot, level, scratch);
            return;
        }

        // A new highest level: the next such slot has to see this one, or the two would not be linked on that level.
        lock (_entering)
        {
            var entry = graph.Entry;
            LinkFrom(entry, slot, level, scratch);
            if (level > entry.Level)
                graph.Entry = (slot, level);
        }
    }

    /// <summary>Replaces a slot's links on a level by a new choice among the candidates.</summary>
    public void Relink(int slot, int level, List<int> rivals, Scratch scratch)
    {
        int[] before;
        int[] chosen;
        lock (LockOf(slot))
        {
            before = _links.Of(_slots, slot, level).ToArray();
            chosen = ChooseAmong(slot, level, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rivals), scratch);
            _links.Set(_slots, slot, level, chosen);
        }

        foreach (var neighbour in chosen)
        {
            if (!before.AsSpan().Contains(neighbour))
                LinkBack(neighbour, slot, level, scratch);
        }
    }

    /// <summary>
    /// Links a slot again that no link leads to; when its neighbours have better links, the nearest one drops its farthest.
    /// </summary>
    public void Reattach(int slot, Scratch scratch)
    {
        Link(slot, scratch);
        var linked = _links.Of(_slots, slot, 0);
        foreach (var neighbour in linked)
        {
            if (_links.Of(_slots, neighbour, 0).Contains(slot))
                return;
        }

        if (linked.IsEmpty)
            return;
        var back = _links.Of(_slots, linked[0], 0);
        Volatile.Write(ref _links.Block(_slots, linked[0], 0)[Math.Min(back.Length, _links.Capacity(0) - 1)], slot);
    }

    private void LinkFrom((int Slot, int Level) entry, int slot, int level, Scratch scratch)
    {
        var query = scratch.Code(new ReadOnlySpan<float>(_slots.Rows.At(slot), _slots.Dimensions), _slots.Metric);
        var walk = new GraphWalk(_slots, _links, query, scratch);
        var shared = Math.Min(level, entry.Level);
        var nearest = walk.Descend(entry.Slot, entry.Level, shared);
        var chosen = new int[shared + 1][];
        for (var at = shared; at >= 0; at--)
        {
            var found = Candidates(ref walk, nearest, at);
            var candidates = new Span<ulong>(scratch.Candidates.Items, found);
            if (found > 0)
                nearest = Scored.Slot(candidates[0]);
            chosen[at] = Chosen(candidates, slot, _links.PerLevel, scratch);
        }

        for (var at = 0; at <= shared; at++)
        {
            lock (LockOf(slot))
                _links.Set(_slots, slot, at, chosen[at]);
            foreach (var neighbour in chosen[at])
                LinkBack(neighbour, slot, at, scratch);
        }
    }

    private int Candidates(ref GraphWalk walk, int nearest, int level)
    {
        var found = _slots.Removed == 0
            ? 0
            : walk.Filtered(nearest, level, graph.Options.EfConstruction, int.MaxValue, new LinkableSlots(_slots));
        // When all candidates are removed slots, links to those are better than none: they route until a repair.
        return found > 0 ? found : walk.Plain(nearest, level, graph.Options.EfConstruction);
    }

    private int[] Chosen(Span<ulong> candidates, int self, int most, Scratch scratch)
    {
        // The walk finds the slot itself when it is linked again.
        var kept = 0;
        foreach (var candidate in candidates)
        {
            if (Scored.Slot(candidate) != self)
                candidates[kept++] = candidate;
        }

        candidates = candidates[..NeighborSelection.Choose(_slots, candidates[..kept], most, scratch)];
        var chosen = new int[candidates.Length];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = Scored.Slot(candidates[i]);
        return chosen;
    }

    // The reverse link: a full block is chosen again from its links and the new one.
    private void LinkBack(int slot, int to, int level, Scratch scratch)
    {
        lock (LockOf(slot))
        {
            var linked = _links.Of(_slots, slot, level);
            if (linked.Contains(to))
                return;
            if (linked.Length < _links.Capacity(level))
            {
                Volatile.Write(ref _links.Block(_slots, slot, level)[linked.Length], to);
                return;
            }

            _links.Set(_slots, slot, level, ChooseAmong(slot, level, [.. linked, to], scratch));
        }
    }

    private int[] ChooseAmong(int slot, int level, ReadOnlySpan<int> rivals, Scratch scratch)
    {
        var query = CodedQuery.OfStored(_slots, slot, scratch.Self(_slots.Stride));
        var candidates = scratch.Rivals(rivals.Length);
        for (var i = 0; i < rivals.Length; i++)
            candidates[i] = Scored.Of(query.Score(_slots, rivals[i]), rivals[i]);
        candidates.Sort();
        return Chosen(candidates, slot, _links.Capacity(level), scratch);
    }

    private Lock LockOf(int slot) => _locks[(uint)(slot * 0x9E3779B1) >> 22];
}
