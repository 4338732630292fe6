using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing;

/// <summary>64 codes a step, a cache line at a time: <see cref="CodeDotAvx2"/> with registers twice as wide.</summary>
/// <remarks>
/// .NET 10 has no VNNI instructions of 512 bits, which would do a step in one instruction; these are three, and the time goes into
/// waiting for memory anyway.
/// </remarks>
internal static unsafe class CodeDotAvx512
{
    private const int Step = 64;

    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sums = Vector512<int>.Zero;
        var i = 0;
        for (; i <= length - Step; i += Step)
        {
            var pairs = Avx512BW.MultiplyAddAdjacent(Vector512.Load(codes + i), Vector512.Load(query + i));
            sums = Avx512F.Add(sums, Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create((short)1)));
        }

        return Vector512.Sum(sums) + CodeDotScalar.Raw(codes + i, query + i, length - i);
    }
}
