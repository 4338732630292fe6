namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>The vectors as they were given, by slot, for comparing the last candidates precisely.</summary>
internal abstract unsafe class FloatRows(int dimensions) : IDisposable
{
    public int Dimensions { get; } = dimensions;

    /// <summary>Bytes in the process's own memory.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Keeps vectors for slots that have none. One caller at a time; readers go on. When it fails, nothing is kept.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="vectors">Their vectors one after another, as they are to be kept.</param>
    public abstract void Put(ReadOnlySpan<int> slots, ReadOnlySpan<float> vectors);

    /// <summary>The address of a slot's vector, good until the reader leaves the gate.</summary>
    public abstract float* At(int slot);

    /// <summary>Takes back the vectors of slots that no reader will ask for any more.</summary>
    public abstract void Release(ReadOnlySpan<int> slots);

    public abstract void Dispose();
}
