using System.Runtime.CompilerServices;
using Lodestone.Indexing.Vectors.Kernels;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>The vectors of an index in slots: a slot has a key, codes, a scale, floats and a state.</summary>
/// <remarks>One writer at a time, ensured by the index; any number of readers without a lock.</remarks>
internal sealed unsafe class VectorSlots : IDisposable
{
    private readonly Stack<int> _free = new();
    private int _count;
    private int _live;
    private int _removed;
    private int _pending;
    private long _largestKey = -1;

    private FloatRows? _rows;

    /// <param name="dimensions">The number of dimensions of every vector.</param>
    /// <param name="metric">The similarity of two vectors.</param>
    /// <param name="rows">The vectors' floats; null until <see cref="Restore"/>.</param>
    public VectorSlots(int dimensions, VectorMetric metric, FloatRows? rows = null)
    {
        Dimensions = dimensions;
        Metric = metric;
        _rows = rows;
        Stride = StrideOf(dimensions);
        Codes = new Segments(Stride, fill: null);
        Scales = new Segments(sizeof(float), fill: 0);
        FactsOf = new Segments(sizeof(SlotMetadata), fill: 0);
        Table = new SlotTable(FactsOf);
    }

    public int Dimensions { get; }

    public VectorMetric Metric { get; }

    /// <summary>The size of a slot's codes in bytes: the dimensions rounded up to whole cache lines.</summary>
    public int Stride { get; }

    public FloatRows Rows => _rows!;

    public Segments Codes { get; }

    public Segments Scales { get; }

    public Segments FactsOf { get; }

    public SlotTable Table { get; }

    /// <summary>The number of slots ever used; slot numbers are below it.</summary>
    public int Count => Volatile.Read(ref _count);

    public int Live => Volatile.Read(ref _live);

    public int Removed => Volatile.Read(ref _removed);

    public int FreeCount => _free.Count;

    /// <summary>Whether every slot with links may be returned, so that a reader need not check the state.</summary>
    public bool AllLive => Volatile.Read(ref _removed) == 0 && Volatile.Read(ref _pending) == 0;

    public long LargestKey => Volatile.Read(ref _largestKey);

    public long MemoryBytes =>
        (long)_count * (Stride + sizeof(float) + sizeof(SlotMetadata)) + Table.MemoryBytes + Rows.MemoryBytes;

    /// <summary>The size of a slot's metadata in bytes.</summary>
    public static int FactsBytes => sizeof(SlotMetadata);

    public static int StrideOf(int dimensions) => (dimensions + 63) & ~63;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SlotMetadata* Facts(int slot) => (SlotMetadata*)FactsOf.At(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Scale(int slot) => *(float*)Scales.At(slot);

    /// <summary>Adds vectors that the index has validated, as pending.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="vectors">The original vectors, one after another.</param>
    /// <param name="ties">The numbers that order them among equal similarities; empty for none.</param>
    /// <returns>Their slots.</returns>
    public int[] Take(ReadOnlySpan<long> keys, ReadOnlySpan<float> vectors, ReadOnlySpan<ulong> ties)
    {
        var slots = new int[keys.Length];
        var reused = Math.Min(_free.Count, slots.Length);
        _free.Take(reused).ToArray().CopyTo(slots, 0);
        for (var i = reused; i < slots.Length; i++)
            slots[i] = _count + i - reused;
        var count = _count + slots.Length - reused;
        Reserve(count);
        Keep(slots, vectors);
        // No step fails from here on.
        for (var i = 0; i < reused; i++)
            _free.Pop();
        Span<float> kept = new float[Dimensions];
        for (var i = 0; i < slots.Length; i++)
        {
            VectorNormalizer.Write(vectors.Slice(i * Dimensions, Dimensions), kept, Metric);
            var (scale, error) = Quantizer.Store(kept, Codes.At(slots[i]), Stride);
            *(float*)Scales.At(slots[i]) = scale;
            *Facts(slots[i]) = new SlotMetadata
            {
                Key = keys[i],
                Tie = ties.IsEmpty ? 0 : ties[i],
                Error = error,
                Length = VectorNormalizer.Length(kept),
                Upper = -1,
                State = SlotState.Pending,
            };
            Table.Add(slots[i]);
            _largestKey = Math.Max(_largestKey, keys[i]);
        }

        Volatile.Write(ref _pending, _pending + slots.Length);
        Volatile.Write(ref _count, count);
        return slots;
    }

    /// <summary>Reserves room for this many slots.</summary>
    public void Reserve(int count)
    {
        Codes.Ensure(count);
        Scales.Ensure(count);
        FactsOf.Ensure(count);
    }

    /// <summary>Restores this many slots that were read from a file, with their floats.</summary>
    public void Restore(int count, FloatRows rows)
    {
        _rows = rows;
        for (var slot = count - 1; slot >= 0; slot--)
        {
            var facts = Facts(slot);
            if (facts->State == SlotState.Free)
            {
                _free.Push(slot);
            }
            else if (facts->State == SlotState.Removed)
            {
                _removed++;
            }
            else
            {
                _live++;
                Table.Add(slot);
                _largestKey = Math.Max(_largestKey, facts->Key);
            }
        }

        Volatile.Write(ref _count, count);
    }

    /// <summary>Makes pending slots live.</summary>
    public void Publish(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            Volatile.Write(ref *(byte*)&Facts(slot)->State, (byte)SlotState.Live);
        Volatile.Write(ref _live, _live + slots.Length);
        Volatile.Write(ref _pending, _pending - slots.Length);
    }

    /// <summary>Makes pending slots removed ones, after a cancelled addition.</summary>
    public void Abandon(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            Withdraw(slot);
        Volatile.Write(ref _removed, _removed + slots.Length);
        Volatile.Write(ref _pending, _pending - slots.Length);
    }

    /// <summary>Removes a key; false when the index does not have it.</summary>
    public bool Remove(long key)
    {
        var slot = Table.Find(key);
        if (slot < 0)
            return false;
        Volatile.Write(ref _removed, _removed + 1);
        Withdraw(slot);
        Volatile.Write(ref _live, _live - 1);
        return true;
    }

    /// <summary>
    /// Frees removed slots that no reader uses any more; their codes are overwritten with zeros, and their floats released.
    /// </summary>
    public void Release(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
        {
            new Span<byte>(Codes.At(slot), Stride).Clear();
            *(float*)Scales.At(slot) = 0;
            *Facts(slot) = default;
            _free.Push(slot);
        }

        Volatile.Write(ref _removed, _removed - slots.Length);
        Rows.Release(slots);
    }

    /// <summary>The slots with a state, in order.</summary>
    public int[] InState(SlotState state)
    {
        var found = new List<int>();
        for (var slot = 0; slot < _count; slot++)
        {
            if (Facts(slot)->State == state)
                found.Add(slot);
        }

        return [.. found];
    }

    public void Dispose()
    {
        Codes.Dispose();
        Scales.Dispose();
        FactsOf.Dispose();
        _rows?.Dispose();
    }

    // In portions, so that a large batch needs no second copy of all its floats.
    private void Keep(int[] slots, ReadOnlySpan<float> vectors)
    {
        const int Portion = 256;
        var kept = new float[Math.Min(Portion, slots.Length) * Dimensions];
        for (var start = 0; start < slots.Length; start += Portion)
        {
            var part = slots.AsSpan(start, Math.Min(Portion, slots.Length - start));
            for (var i = 0; i < part.Length; i++)
                VectorNormalizer.Write(
                    vectors.Slice((start + i) * Dimensions, Dimensions), kept.AsSpan(i * Dimensions, Dimensions), Metric);
            try
            {
                Rows.Put(part, kept.AsSpan(0, part.Length * Dimensions));
            }
            catch (IOException)
            {
                Rows.Release(slots.AsSpan(0, start));
                throw;
            }
        }
    }

    private void Withdraw(int slot)
    {
        Table.Remove(slot);
        Volatile.Write(ref *(byte*)&Facts(slot)->State, (byte)SlotState.Removed);
    }
}
