using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Leads links round removed slots, so that they can be freed.</summary>
/// <remarks>
/// A slot that was linked to a removed one gets to choose anew among its other neighbours and what the removed one was linked to: the
/// walk that led through it goes straight on. What nothing leads to any more afterwards is linked again like a new slot.
/// </remarks>
internal sealed unsafe class GraphRepair(HnswGraph graph, GraphBuilder builder, ScratchPool scratches)
{
    // A slot whose whole neighbourhood is gone looks this far; more would only find what a new link finds better.
    private const int MostRivals = 96;
    private const int Rounds = 3;
    private readonly VectorSlots _slots = graph.Slots;
    private readonly GraphLinks _links = graph.Links;

    /// <summary>Afterwards no live slot is linked to a removed one.</summary>
    public void Run(int threads, CancellationToken cancellationToken)
    {
        MoveEntry();
        var live = _slots.InState(SlotState.Live);
        ParallelBuild.Run(0, live.Length, threads, scratches, (i, scratch) => LeadRound(live[i], scratch), cancellationToken);
        // Linking back may have put a removed one into a block again that was done before; there are few, so one thread sees to them.
        ParallelBuild.Run(0, live.Length, 1, scratches, (i, _) => Drop(live[i]), CancellationToken.None);
        for (var round = 0; round < Rounds && GraphSurvey.Unreachable(graph) is { Count: > 0 } lost; round++)
            ParallelBuild.Run(0, lost.Count, 1, scratches, (i, scratch) => builder.Reattach(lost[i], scratch), CancellationToken.None);
    }

    private void MoveEntry()
    {
        var entry = graph.Entry;
        if (entry.Slot >= 0 && _slots.Facts(entry.Slot)->State == SlotState.Live)
            return;
        var best = -1;
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots.Facts(slot)->State == SlotState.Live && (best < 0 || _slots.Facts(slot)->Level > _slots.Facts(best)->Level))
                best = slot;
        }

        graph.Entry = best < 0 ? (-1, -1) : (best, _slots.Facts(best)->Level);
    }

    private void LeadRound(int slot, Scratch scratch)
    {
        for (var level = 0; level <= _slots.Facts(slot)->Level; level++)
        {
            if (LeadsToRemoved(slot, level))
                builder.Relink(slot, level, Rivals(slot, level), scratch);
        }
    }

    private bool LeadsToRemoved(int slot, int level)
    {
        foreach (var neighbour in _links.Around(_slots, slot, level))
        {
            if (IsRemoved(neighbour))
                return true;
        }

        return false;
    }

    // Live slots that are linked directly or through removed ones.
    private List<int> Rivals(int slot, int level)
    {
        var met = new HashSet<int> { slot };
        var rivals = new List<int>();
        var through = new Queue<int>([slot]);
        while (rivals.Count < MostRivals && through.TryDequeue(out var at))
        {
            foreach (var neighbour in _links.Around(_slots, at, level))
            {
                if (!met.Add(neighbour))
                    continue;
                if (IsRemoved(neighbour))
                    through.Enqueue(neighbour);
                else
                    rivals.Add(neighbour);
            }
        }

        return rivals;
    }

    private void Drop(int slot)
    {
        for (var level = 0; level <= _slots.Facts(slot)->Level; level++)
        {
            if (LeadsToRemoved(slot, level))
                _links.Set(_slots, slot, level, [.. _links.Of(_slots, slot, level).ToArray().Where(n => !IsRemoved(n))]);
        }
    }

    private bool IsRemoved(int slot) => _slots.Facts(slot)->State == SlotState.Removed;
}
