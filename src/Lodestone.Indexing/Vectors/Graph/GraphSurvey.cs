using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Statistics of a graph.</summary>
/// <param name="Degrees">At i, the number of live slots with i links on the lowest level.</param>
/// <param name="Levels">At i, the number of live slots whose highest level is i.</param>
/// <param name="ReachableShare">The share of the live slots that are reachable from the entry on the lowest level.</param>
internal sealed record GraphSurvey(IReadOnlyList<int> Degrees, IReadOnlyList<int> Levels, double ReachableShare)
{
    public static unsafe GraphSurvey Of(HnswGraph graph)
    {
        var degrees = new int[graph.Links.Capacity(0) + 1];
        var levels = new int[Math.Max(0, graph.Entry.Level + 1)];
        foreach (var slot in graph.Slots.InState(SlotState.Live))
        {
            degrees[graph.Links.Of(graph.Slots, slot, 0).Length]++;
            levels[graph.Slots.Facts(slot)->Level]++;
        }

        var live = graph.Slots.Live;
        return new GraphSurvey(degrees, levels, live == 0 ? 1 : 1 - (double)Unreachable(graph).Count / live);
    }

    /// <summary>The live slots that are not reachable from the entry on the lowest level, in order.</summary>
    public static unsafe List<int> Unreachable(HnswGraph graph)
    {
        var slots = graph.Slots;
        var met = new bool[slots.Count];
        var next = new Stack<int>();
        if (graph.Entry.Slot >= 0)
        {
            met[graph.Entry.Slot] = true;
            next.Push(graph.Entry.Slot);
        }

        while (next.TryPop(out var slot))
        {
            foreach (var neighbour in graph.Links.Of(slots, slot, 0))
            {
                if (met[neighbour])
                    continue;
                met[neighbour] = true;
                next.Push(neighbour);
            }
        }

        var unreachable = new List<int>();
        for (var slot = 0; slot < met.Length; slot++)
        {
            if (!met[slot] && slots.Facts(slot)->State == SlotState.Live)
                unreachable.Add(slot);
        }

        return unreachable;
    }
}
