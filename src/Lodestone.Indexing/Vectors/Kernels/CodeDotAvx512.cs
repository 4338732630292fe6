using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>A kernel of 64 codes per step, one cache line: <see cref="CodeDotAvx2"/> with registers twice as wide.</summary>
/// <remarks>
/// .NET 10 has no 512-bit VNNI instructions, which would do a step in one instruction; this takes three, and most of the time is spent
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

    /// <summary>
    /// Four stored vectors in one call: the query is loaded once for all, and the four totals come from one tree of additions.
    /// </summary>
    public static Vector128<int> RawOfFour(byte* first, byte* second, byte* third, byte* fourth, sbyte* query, int length)
    {
        var ones = Vector512.Create((short)1);
        var (a, b, c, d) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        for (var i = 0; i < length; i += Step)
        {
            var q = Vector512.Load(query + i);
            a = Avx512F.Add(a, Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.Load(first + i), q), ones));
            b = Avx512F.Add(b, Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.Load(second + i), q), ones));
            c = Avx512F.Add(c, Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.Load(third + i), q), ones));
            d = Avx512F.Add(d, Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(Vector512.Load(fourth + i), q), ones));
        }

        // Horizontal additions of two registers, twice: one sum of each of the four in either half, and then the halves are added.
        var pairs = Avx2.HorizontalAdd(Halves(a), Halves(b));
        var others = Avx2.HorizontalAdd(Halves(c), Halves(d));
        var sums = Avx2.HorizontalAdd(pairs, others);
        return sums.GetLower() + sums.GetUpper();
    }

    private static Vector256<int> Halves(Vector512<int> sums) => sums.GetLower() + sums.GetUpper();
}
