using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Reroutes links around removed slots, so that the slots can be freed.</summary>
/// <remarks>
/// A slot that was linked to a removed one chooses its links again among its other neighbours and those of the removed one, so a walk
/// through the removed slot goes directly on. A slot without incoming links afterwards is linked again like a new one.
/// </remarks>
internal sealed unsafe class GraphRepair(HnswGraph graph, GraphBuilder builder, ScratchPool scratches)
{
    // A slot whose whole neighbourhood was removed considers this many candidates; a new link finds better ones than further search here
    // would.
    private const int MostRivals = 96;
    private const int Rounds = 3;
    private readonly VectorSlots _slots = graph.Slots;
    private readonly GraphLinks _links = graph.Links;

    /// <summary>Removes every link from a live slot to a removed one.</summary>
    public void Run(int threads, CancellationToken cancellationToken)
    {
        MoveEntry();
        var live = _slots.InState(SlotState.Live);
        ParallelBuild.Run(0, live.Length, threads, scratches, (i, scratch) => LeadRound(live[i], scratch), cancellationToken);
        // A reverse link may have put a removed slot into a finished block again; such slots are few, so one thread handles them.
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
