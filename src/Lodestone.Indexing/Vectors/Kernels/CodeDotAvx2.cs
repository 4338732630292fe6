using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>A kernel of 32 codes per step, for x86 CPUs since 2013.</summary>
/// <remarks>
/// A register holds 32 bytes. `vpmaddubsw` multiplies 32 pairs of an unsigned and a signed byte and adds neighbours: 16 sums of 16 bits.
/// `vpmaddwd` by ones adds neighbours again, which makes 8 sums of 32 bits that accumulate over the whole vector. At the end the 8 sums are
/// added.
/// </remarks>
internal static unsafe class CodeDotAvx2
{
    private const int Step = 32;

    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sums = Vector256<int>.Zero;
        var i = 0;
        for (; i <= length - Step; i += Step)
        {
            var pairs = Avx2.MultiplyAddAdjacent(Vector256.Load(codes + i), Vector256.Load(query + i));
            sums = Avx2.Add(sums, Avx2.MultiplyAddAdjacent(pairs, Vector256.Create((short)1)));
        }

        return Vector256.Sum(sums) + CodeDotScalar.Raw(codes + i, query + i, length - i);
    }
}
