using System.Runtime.CompilerServices;

namespace Lodestone.Indexing;

/// <summary>Walks from the entry towards a query, by codes (Malkov and Yashunin 2018, algorithms 2 and 5).</summary>
/// <remarks>
/// The paper keeps two heaps: where to go next, and the best found. They are one sorted list here, in which those already gone to are
/// marked: with some dozens of entries an insertion is a short move of memory, and there is no guessing of branches in heap after heap.
/// </remarks>
internal unsafe ref struct GraphWalk(VectorSlots slots, GraphLinks links, CodedQuery query, Scratch scratch)
{
    private readonly CodedQuery _query = query;

    /// <summary>Vectors compared so far.</summary>
    public int Compared { get; private set; }

    /// <summary>Goes from neighbour to nearer neighbour down to a level; gives the nearest met.</summary>
    public int Descend(int entry, int fromLevel, int toLevel)
    {
        var best = entry;
        var bestScore = _query.Score(slots, best);
        Compared++;
        for (var level = fromLevel; level > toLevel; level--)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var neighbour in links.Of(slots, best, level))
                {
                    Compared++;
                    var score = _query.Score(slots, neighbour);
                    if (score <= bestScore)
                        continue;
                    best = neighbour;
                    bestScore = score;
                    moved = true;
                }
            }
        }

        return best;
    }

    /// <summary>Finds the nearest of a level. They are in the scratch's candidates, best first; gives how many.</summary>
    public int Plain(int entry, int level, int exploration)
    {
        Start(level);
        var pool = scratch.Candidates.Ensure(exploration);
        pool[0] = Met(entry);
        var size = 1;
        for (var next = 0; next < size;)
        {
            if ((pool[next] & Scored.Mark) != 0)
            {
                next++;
                continue;
            }

            pool[next] |= Scored.Mark;
            var fresh = Fresh(Scored.Slot(pool[next]), level);
            var nearest = next + 1;
            for (var i = 0; i < fresh; i++)
            {
                var candidate = Compare(scratch.Fresh.Items[i]);
                if (size < exploration || candidate < pool[size - 1])
                    nearest = Math.Min(nearest, Insert(pool, ref size, exploration, candidate));
            }

            next = nearest;
        }

        return size;
    }

    /// <summary>
    /// The same among the slots that may be returned, walking through the others too. Gives -1 when more than the budget were compared.
    /// </summary>
    public int Filtered<TReturnable>(int entry, int level, int exploration, int budget, TReturnable returnable)
        where TReturnable : struct, IReturnable
    {
        Start(level);
        var pool = scratch.Candidates.Ensure(exploration);
        var size = 0;
        var frontier = new Frontier(scratch.Frontier);
        var first = Met(entry);
        frontier.Push(first);
        if (returnable.Returns(entry))
            pool[size++] = first;
        while (frontier.TryPop(out var next) && (size < exploration || next < pool[size - 1]))
        {
            if (Compared > budget)
                return -1;
            var fresh = Fresh(Scored.Slot(next), level);
            for (var i = 0; i < fresh; i++)
            {
                var slot = scratch.Fresh.Items[i];
                var candidate = Compare(slot);
                if (size == exploration && candidate >= pool[size - 1])
                    continue;
                frontier.Push(candidate);
                if (returnable.Returns(slot))
                    Insert(pool, ref size, exploration, candidate);
            }
        }

        return size;
    }

    private readonly void Start(int level)
    {
        scratch.Visited.Begin(slots.Count);
        scratch.Fresh.Ensure(links.Capacity(level));
    }

    private ulong Met(int slot)
    {
        scratch.Visited.Meet(slot);
        return Compare(slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Compare(int slot)
    {
        Compared++;
        return Scored.Of(_query.Score(slots, slot), slot);
    }

    // The neighbours not met before, their codes on the way into the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Fresh(int slot, int level)
    {
        var block = links.Block(slots, slot, level);
        var capacity = links.Capacity(level);
        var fresh = scratch.Fresh.Items;
        var visited = scratch.Visited;
        var stride = slots.Stride;
        var count = 0;
        for (var i = 0; i < capacity; i++)
        {
            var neighbour = block[i];
            if (neighbour < 0)
                break;
            if (!visited.Meet(neighbour))
                continue;
            fresh[count++] = neighbour;
            Prefetch.Bytes(slots.Codes.At(neighbour), stride);
        }

        return count;
    }

    // Puts a candidate in its place and gives the place; in a full list the last falls out.
    private static int Insert(ulong* pool, ref int size, int capacity, ulong candidate)
    {
        var low = 0;
        for (var high = size; low < high;)
        {
            var middle = (low + high) >>> 1;
            if (pool[middle] < candidate)
                low = middle + 1;
            else
                high = middle;
        }

        if (size < capacity)
            size++;
        var moved = (size - 1 - low) * sizeof(ulong);
        Buffer.MemoryCopy(pool + low, pool + low + 1, moved, moved);
        pool[low] = candidate;
        return low;
    }
}
