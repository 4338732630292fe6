namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>The original vectors by slot, for the precise comparison of the last candidates.</summary>
internal abstract unsafe class FloatRows(int dimensions) : IDisposable
{
    public int Dimensions { get; } = dimensions;

    /// <summary>The memory of the process itself, in bytes.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Stores vectors for slots that have none, atomically. One caller at a time; readers continue.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="vectors">Their vectors one after another, in the form in which they are stored.</param>
    public abstract void Put(ReadOnlySpan<int> slots, ReadOnlySpan<float> vectors);

    /// <summary>The address of a slot's vector, valid until the reader leaves the guard.</summary>
    public abstract float* At(int slot);

    /// <summary>Frees the vectors of slots that no reader uses any more.</summary>
    public abstract void Release(ReadOnlySpan<int> slots);

    public abstract void Dispose();
}
