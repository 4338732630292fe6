using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>A kernel of 16 codes per step, for ARM CPUs with the dot-product instructions (since 2018).</summary>
/// <remarks>
/// `sdot` takes signed bytes on both sides and adds four products to each of four 32-bit sums. Flipping the top bit turns a stored code c
/// into c - 128 as a signed byte; the caller expects sums over c, so 128 times the sum of the query's part is added back.
/// </remarks>
internal static unsafe class CodeDotArm
{
    private const int Step = 16;

    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sums = Vector128<int>.Zero;
        var querySums = Vector128<int>.Zero;
        var i = 0;
        for (; i <= length - Step; i += Step)
        {
            var part = Vector128.Load(query + i);
            sums = Dp.DotProduct(sums, (Vector128.Load(codes + i) ^ Vector128.Create((byte)0x80)).AsSByte(), part);
            querySums = Dp.DotProduct(querySums, Vector128<sbyte>.One, part);
        }

        return Vector128.Sum(sums) + CodeDot.Zero * Vector128.Sum(querySums) + CodeDotScalar.Raw(codes + i, query + i, length - i);
    }
}
