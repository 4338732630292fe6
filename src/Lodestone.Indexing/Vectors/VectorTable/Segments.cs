using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>An array in native memory that grows without moving: a table of blocks of <see cref="PerSegment"/> items.</summary>
/// <remarks>
/// Searches read without a lock, so no memory they may have an address of can move or be freed before the index is disposed. The operating
/// system allocates a block's memory page by page on first access. Items start at multiples of their stride from an address aligned to 64.
/// </remarks>
internal sealed unsafe class Segments : IDisposable
{
    /// <summary>The number of items in a block, as a power of two.</summary>
    public const int Shift = 14;

    public const int PerSegment = 1 << Shift;
    private const int Mask = PerSegment - 1;
    private const int MaxSegments = VectorLimits.MaxCount >> Shift;
    private readonly nint _bytesPerSegment;
    private readonly byte _fill;
    private byte** _table;
    private int _count;

    /// <param name="stride">The size of an item in bytes.</param>
    /// <param name="fill">The value of every byte of a new block; null to leave it undefined.</param>
    public Segments(int stride, byte? fill)
    {
        Stride = stride;
        Filled = fill is not null;
        _fill = fill ?? 0;
        _bytesPerSegment = (nint)stride * PerSegment;
        _table = (byte**)NativeMemory.AllocZeroed(MaxSegments, (nuint)sizeof(byte*));
    }

    public int Stride { get; }

    /// <summary>The number of items that fit.</summary>
    public int Capacity => _count << Shift;

    private bool Filled { get; }

    /// <summary>The table of blocks, for loops that compute addresses themselves.</summary>
    public byte** Table => _table;

    /// <summary>Reserves room for this many items. One caller at a time.</summary>
    public void Ensure(int items)
    {
        while (Capacity < items)
        {
            var segment = (byte*)NativeMemory.AlignedAlloc((nuint)_bytesPerSegment, 64);
            if (Filled)
                NativeMemory.Fill(segment, (nuint)_bytesPerSegment, _fill);
            Volatile.Write(ref *(nint*)(_table + _count), (nint)segment);
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>The address of an item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(int item) => At(_table, item, Stride);

    /// <summary>The address of an item, for loops that keep the table and the stride in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* At(byte** table, int item, int stride) => table[item >> Shift] + (nint)(item & Mask) * stride;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    ~Segments() => Free();

    private void Free()
    {
        if (_table == null)
            return;
        for (var i = 0; i < _count; i++)
            NativeMemory.AlignedFree(_table[i]);
        NativeMemory.Free(_table);
        _table = null;
        _count = 0;
    }
}
