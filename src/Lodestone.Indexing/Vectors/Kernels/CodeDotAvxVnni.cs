using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>A kernel of 32 codes per step in one instruction, for x86 CPUs with AVX-VNNI (Intel since 2021, AMD since 2024).</summary>
/// <remarks>`vpdpbusd` multiplies four pairs of an unsigned and a signed byte and adds all four products to a sum of 32 bits.</remarks>
internal static unsafe class CodeDotAvxVnni
{
    private const int Step = 32;

    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sums = Vector256<int>.Zero;
        var i = 0;
        for (; i <= length - Step; i += Step)
            sums = AvxVnni.MultiplyWideningAndAdd(sums, Vector256.Load(codes + i), Vector256.Load(query + i));
        return Vector256.Sum(sums) + CodeDotScalar.Raw(codes + i, query + i, length - i);
    }
}
