namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>Vectors in memory, for an index without a folder. A released one is overwritten with zeros immediately.</summary>
internal sealed unsafe class MemoryRows(int dimensions) : FloatRows(dimensions)
{
    private readonly Segments _rows = new(dimensions * sizeof(float), fill: null);
    private int _end;

    public override long MemoryBytes => (long)_end * _rows.Stride;

    public override void Put(ReadOnlySpan<int> slots, ReadOnlySpan<float> vectors)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            _rows.Ensure(slots[i] + 1);
            _end = Math.Max(_end, slots[i] + 1);
            vectors.Slice(i * Dimensions, Dimensions).CopyTo(new Span<float>(At(slots[i]), Dimensions));
        }
    }

    /// <summary>Whether the slot has memory, so that it may be released.</summary>
    public bool Holds(int slot) => slot < _end;

    public override float* At(int slot) => (float*)_rows.At(slot);

    public override void Release(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            new Span<float>(At(slot), Dimensions).Clear();
    }

    public override void Dispose() => _rows.Dispose();
}
