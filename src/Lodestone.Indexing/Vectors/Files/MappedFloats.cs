using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>The rows of a file of floats in the address space, in portions: a mapped portion keeps its address.</summary>
internal sealed unsafe class MappedFloats(SafeFileHandle file, int rowStride, bool readOnly) : IDisposable
{
    private readonly List<MemoryMappedViewAccessor> _views = [];
    private readonly int _shift = ShiftOf(rowStride);
    private nint[] _starts = [];

    /// <summary>The number of mapped rows.</summary>
    public int Capacity => _starts.Length << _shift;

    public byte* At(int row) => (byte*)Volatile.Read(ref _starts)[row >> _shift] + (long)(row & ((1 << _shift) - 1)) * rowStride;

    /// <summary>Maps at least this many rows, and extends the file to that length. One caller at a time.</summary>
    /// <exception cref="IOException">The file cannot grow.</exception>
    public void Ensure(int rows)
    {
        while (Capacity < rows)
        {
            var size = (long)rowStride << _shift;
            var offset = FloatFile.HeaderBytes + _starts.Length * size;
            if (!readOnly && RandomAccess.GetLength(file) < offset + size)
                RandomAccess.SetLength(file, offset + size);
            var mapped = Math.Min(size, RandomAccess.GetLength(file) - offset);
            using var map = MemoryMappedFile.CreateFromFile(
                file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            var view = map.CreateViewAccessor(offset, mapped, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            _views.Add(view);
            Volatile.Write(ref _starts, [.. _starts, (nint)(start + view.PointerOffset)]);
        }
    }

    public void Dispose()
    {
        foreach (var view in _views)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
        }

        _views.Clear();
    }

    // As many rows as fit into 8 MiB, at least one: address space is cheap, but a file should not grow by much more than is added.
    private static int ShiftOf(int rowStride) => int.Log2(Math.Max(1, (8 << 20) / rowStride));
}
