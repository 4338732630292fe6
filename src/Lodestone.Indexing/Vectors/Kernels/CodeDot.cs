using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>The dot product of a stored vector's codes and a query's codes, on the widest instructions this CPU has.</summary>
/// <remarks>
/// <para>
/// A stored vector is bytes: code c represents the number c - 128, so 1..255 for -127..127. A query is signed bytes of seven bits, -63..63.
/// The result is the sum of (c[i] - 128) * q[i], an integer, so every kernel computes exactly the same one, and an index has the same
/// results on every CPU.
/// </para>
/// <para>
/// The two sides differ because x86 multiplies bytes in one instruction only when one side is unsigned and the other signed, and adds two
/// neighbouring products into 16 bits, clipping any excess. 255 * 63 * 2 = 32,130 fits into 32,767; with eight bits on both sides it would
/// not. The stored side keeps all its bits, because it is permanent, and the query loses one.
/// </para>
/// <para>
/// The kernels sum c[i] * q[i] and leave the 128 to the caller: sum of (c - 128) * q = sum of c * q - 128 * sum of q, and the sum of q is
/// computed once per query.
/// </para>
/// </remarks>
internal static unsafe class CodeDot
{
    /// <summary>The code of zero.</summary>
    public const int Zero = 128;

    /// <summary>The largest magnitude of a stored code, and of a query's code.</summary>
    public const int StoredLimit = 127, QueryLimit = 63;

    /// <summary>The sum of c[i] * q[i]. A length that is a multiple of 64 is fastest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Raw(byte* codes, sbyte* query, int length)
    {
        // The tests are constants for the compiler, so only one branch is left in machine code.
        if (Avx512BW.IsSupported)
            return CodeDotAvx512.Raw(codes, query, length);
        if (AvxVnni.IsSupported)
            return CodeDotAvxVnni.Raw(codes, query, length);
        if (Avx2.IsSupported)
            return CodeDotAvx2.Raw(codes, query, length);
        return Dp.IsSupported ? CodeDotArm.Raw(codes, query, length) : CodeDotScalar.Raw(codes, query, length);
    }

    /// <summary>The same for four stored vectors, whose loads and sums overlap. The length is a multiple of 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> RawOfFour(byte* first, byte* second, byte* third, byte* fourth, sbyte* query, int length) =>
        Avx512BW.IsSupported
            ? CodeDotAvx512.RawOfFour(first, second, third, fourth, query, length)
            : Vector128.Create(
                Raw(first, query, length), Raw(second, query, length), Raw(third, query, length), Raw(fourth, query, length));
}

/// <summary>The reference for all kernels in plain code; tests compare the others with it, and it is their remainder loop.</summary>
internal static unsafe class CodeDotScalar
{
    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
            sum += codes[i] * query[i];
        return sum;
    }
}
