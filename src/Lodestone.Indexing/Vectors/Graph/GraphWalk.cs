using System.Runtime.CompilerServices;
using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Walks from the entry towards a query, by codes (Malkov and Yashunin 2018, algorithms 2 and 5).</summary>
/// <remarks>
/// The paper keeps two heaps: the slots to visit next, and the best found. Here they are one sorted list in which visited slots are marked:
/// with some dozens of entries an insertion is a short memory move, without the branch mispredictions of two heaps.
/// </remarks>
internal unsafe ref struct GraphWalk(VectorSlots slots, GraphLinks links, CodedQuery query, Scratch scratch)
{
    private readonly CodedQuery _query = query;
    private readonly byte** _codes = slots.Codes.Table;
    private readonly int _stride = slots.Stride;

    /// <summary>The number of vectors compared so far.</summary>
    public int Compared { get; private set; }

    /// <summary>Moves from neighbour to nearer neighbour down to a level; returns the nearest slot found.</summary>
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
                var neighbours = links.Around(slots, best, level);
                foreach (var neighbour in neighbours)
                    Prefetch.Bytes(CodesOf(neighbour), _stride);
                foreach (var neighbour in neighbours)
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

    /// <summary>
    /// Finds the nearest slots of a level, writes them to the scratch's candidates, best first, and returns their number.
    /// </summary>
    public int Plain(int entry, int level, int efSearch)
    {
        Start(level);
        var pool = scratch.Candidates.Ensure(efSearch);
        var scored = scratch.Scored.Items;
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
            var fresh = CompareFresh(Scored.Slot(pool[next]), level, next + 1 < size ? Scored.Slot(pool[next + 1]) : -1);
            var nearest = next + 1;
            var last = size < efSearch ? ulong.MaxValue : pool[size - 1];
            for (var i = 0; i < fresh; i++)
            {
                if (scored[i] >= last)
                    continue;
                nearest = Math.Min(nearest, Insert(pool, ref size, efSearch, scored[i]));
                last = size < efSearch ? ulong.MaxValue : pool[size - 1];
            }

            next = nearest;
        }

        return size;
    }

    /// <summary>
    /// The same among the slots that may be returned, walking through the others too. Returns -1 when more vectors than the budget were
    /// compared.
    /// </summary>
    public int Filtered<TReturnable>(int entry, int level, int efSearch, int budget, TReturnable returnable)
        where TReturnable : struct, ISlotFilter
    {
        Start(level);
        var pool = scratch.Candidates.Ensure(efSearch);
        var scored = scratch.Scored.Items;
        var size = 0;
        var frontier = new Frontier(scratch.Frontier);
        var first = Met(entry);
        frontier.Push(first);
        if (returnable.Returns(entry))
            pool[size++] = first;
        while (frontier.TryPop(out var next) && (size < efSearch || next < pool[size - 1]))
        {
            if (Compared > budget)
                return -1;
            var fresh = CompareFresh(Scored.Slot(next), level, frontier.Best);
            for (var i = 0; i < fresh; i++)
            {
                if (size == efSearch && scored[i] >= pool[size - 1])
                    continue;
                frontier.Push(scored[i]);
                if (returnable.Returns(Scored.Slot(scored[i])))
                    Insert(pool, ref size, efSearch, scored[i]);
            }
        }

        return size;
    }

    private readonly void Start(int level)
    {
        scratch.Visited.Begin(slots.Count);
        scratch.Fresh.Ensure(links.Capacity(level) + 3);
        scratch.Scored.Ensure(links.Capacity(level) + 3);
    }

    private ulong Met(int slot)
    {
        scratch.Visited.Meet(slot);
        Compared++;
        return Scored.Of(_query.Score(slots, slot), slot);
    }

    // Compares the unvisited neighbours and returns their number. All are prefetched first, so that they load while others are compared.
    private int CompareFresh(int slot, int level, int following)
    {
        var fresh = scratch.Fresh.Items;
        var count = Fresh(fresh, slot, level);
        if (following >= 0 && level == 0)
            Prefetch.Bytes(links.Lowest.At(following), links.Lowest.Stride);
        var scored = scratch.Scored.Items;
        // Four at a time; the last one is repeated up to a multiple of four.
        for (var i = count; i < count + 3; i++)
            fresh[i] = fresh[Math.Max(0, count - 1)];
        for (var i = 0; i < count; i += 4)
        {
            var raw = CodeDot.RawOfFour(
                CodesOf(fresh[i]), CodesOf(fresh[i + 1]), CodesOf(fresh[i + 2]), CodesOf(fresh[i + 3]), _query.Codes, _stride);
            for (var j = 0; j < 4; j++)
                scored[i + j] = Scored.Of(_query.Score(slots, fresh[i + j], raw[j]), fresh[i + j]);
        }

        Compared += count;
        return count;
    }

    private readonly int Fresh(int* fresh, int slot, int level)
    {
        var block = links.Block(slots, slot, level);
        var capacity = links.Capacity(level);
        var marks = scratch.Visited.Marks;
        var (known, walk) = ((uint)scratch.Visited.Length, scratch.Visited.Walk);
        var count = 0;
        for (var i = 0; i < capacity; i++)
        {
            var neighbour = block[i];
            // The last link is followed by -1, which as an unsigned number is above all known slots too.
            if ((uint)neighbour >= known)
            {
                if (neighbour < 0)
                    break;
                continue;
            }

            if (marks[neighbour] == walk)
                continue;
            marks[neighbour] = walk;
            fresh[count++] = neighbour;
            Prefetch.Bytes(CodesOf(neighbour), _stride);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte* CodesOf(int slot) => Segments.At(_codes, slot, _stride);

    // Inserts a candidate in order and returns its position; a full list drops its last entry.
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
