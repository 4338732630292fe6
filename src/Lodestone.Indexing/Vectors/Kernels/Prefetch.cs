using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>Prefetches memory. A walk accesses memory in random order, so without prefetching most of its time is waiting.</summary>
internal static unsafe class Prefetch
{
    private const int Line = 64;

    /// <summary>Prefetches this many bytes from an address; does nothing where .NET has no instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bytes(void* address, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        for (var i = 0; i < bytes; i += Line)
            Sse.Prefetch0((byte*)address + i);
    }
}
