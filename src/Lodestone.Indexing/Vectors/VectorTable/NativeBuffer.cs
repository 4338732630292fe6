using System.Runtime.InteropServices;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>Memory of one thread that grows on demand and is kept. Aligned to 64 bytes.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private int _length;

    public T* Items { get; private set; }

    public int Length => _length;

    /// <summary>Reserves room for this many items. Contents are kept; new items are undefined.</summary>
    public T* Ensure(int length)
    {
        if (length > _length)
        {
            var grown = Math.Max(length, (int)Math.Min(_length * 2L, int.MaxValue));
            Items = (T*)NativeMemory.AlignedRealloc(Items, (nuint)grown * (nuint)sizeof(T), 64);
            _length = grown;
        }

        return Items;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    ~NativeBuffer() => Free();

    private void Free()
    {
        NativeMemory.AlignedFree(Items);
        Items = null;
        _length = 0;
    }
}
