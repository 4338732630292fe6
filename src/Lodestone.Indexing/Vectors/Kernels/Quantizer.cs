using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>Quantises floats to codes: symmetric, with one scale per vector.</summary>
/// <remarks>
/// A component x becomes round(x / scale), where the scale maps the vector's largest magnitude to the largest code. One scale per vector
/// rather than one per dimension needs no training, so the first vector is coded as well as the last, and dot products stay integers.
/// </remarks>
internal static unsafe class Quantizer
{
    /// <summary>The factor from a stored vector's scale to its scale as a query.</summary>
    public const float StoredToQueryScale = (float)CodeDot.StoredLimit / CodeDot.QueryLimit;

    private const int Lanes = 16;

    // 16,255 / 32,768 is the 15-bit number nearest to 63 / 127.
    private const short StoredToQuery = 16_255;

    // Adding and subtracting 1.5 * 2^23 rounds a float of less than 2^22 to the nearest integer in two instructions.
    private const float Rounder = 12_582_912;

    /// <summary>Writes a stored vector's codes, and zero beyond its dimensions up to the stride.</summary>
    /// <returns>The scale, and an upper bound on the length of the rounding error.</returns>
    public static (float Scale, float Error) Store(ReadOnlySpan<float> vector, byte* codes, int stride)
    {
        var (scale, error) = Round(vector, CodeDot.StoredLimit, (sbyte*)codes);
        // The sign bit is flipped: -127..127 becomes 1..255.
        for (var i = 0; i < vector.Length; i++)
            codes[i] ^= CodeDot.Zero;
        new Span<byte>(codes + vector.Length, stride - vector.Length).Fill(CodeDot.Zero);
        return (scale, error);
    }

    /// <summary>Writes a query's codes, zero beyond its dimensions.</summary>
    /// <returns>The scale, an upper bound on the length of the rounding error, and the sum of the codes.</returns>
    public static (float Scale, float Error, int Sum) Query(ReadOnlySpan<float> vector, sbyte* codes, int stride)
    {
        var (scale, error) = Round(vector, CodeDot.QueryLimit, codes);
        new Span<sbyte>(codes + vector.Length, stride - vector.Length).Clear();
        var sum = 0;
        for (var i = 0; i < vector.Length; i++)
            sum += codes[i];
        return (scale, error, sum);
    }

    /// <summary>Converts a stored vector to a query, from its codes alone: each becomes round(code * 63 / 127).</summary>
    /// <returns>The sum of the codes. The scale is the stored one times <see cref="StoredToQueryScale"/>.</returns>
    public static int QueryOfStored(byte* codes, sbyte* query, int stride)
    {
        var i = 0;
        var sum = 0;
        if (Avx512BW.IsSupported)
        {
            // 32 codes per step in 16 bits each: `vpmulhrsw` is the product's upper half, rounded.
            var sums = Vector512<int>.Zero;
            for (; i <= stride - 32; i += 32)
            {
                var wide = Avx512BW.ConvertToVector512Int16(Vector256.Load(codes + i)) - Vector512.Create((short)CodeDot.Zero);
                var scaled = Avx512BW.MultiplyHighRoundScale(wide, Vector512.Create(StoredToQuery));
                Avx512BW.ConvertToVector256SByte(scaled).Store(query + i);
                sums += Avx512BW.MultiplyAddAdjacent(scaled, Vector512.Create((short)1));
            }

            sum = Vector512.Sum(sums);
        }

        for (; i < stride; i++)
        {
            query[i] = (sbyte)(((codes[i] - CodeDot.Zero) * StoredToQuery + (1 << 14)) >> 15);
            sum += query[i];
        }

        return sum;
    }

    private static (float Scale, float Error) Round(ReadOnlySpan<float> vector, int limit, sbyte* codes)
    {
        var scale = FloatMath.Largest(vector) / limit;
        // Numbers too small for a scale with an inverse are all rounded to zero, and the error includes that.
        if (scale <= 1e-37f)
            return (scale, Nothing(vector, codes));
        var inverse = 1 / scale;
        // Remainders are summed in units of a code, because squares of the remainders themselves underflow below 1e-20.
        var lost = Vector512<float>.Zero;
        var i = 0;
        for (; i <= vector.Length - Lanes; i += Lanes)
        {
            var x = Vector512.Create(vector.Slice(i, Lanes)) * inverse;
            var code = x + Vector512.Create(Rounder) - Vector512.Create(Rounder);
            var rest = x - code;
            lost += rest * rest;
            var whole = Vector512.ConvertToInt32(code);
            var half = Vector256.Narrow(whole.GetLower(), whole.GetUpper());
            Vector128.Narrow(half.GetLower(), half.GetUpper()).Store(codes + i);
        }

        double error = Vector512.Sum(lost);
        for (; i < vector.Length; i++)
        {
            var x = vector[i] * inverse;
            var code = x + Rounder - Rounder;
            codes[i] = (sbyte)code;
            error += (x - code) * (x - code);
        }

        // The remainders and their sum are rounded too, by less than a part in a thousand, and less than the last bit of each number.
        var rounding = 2e-7f * scale * limit * MathF.Sqrt(vector.Length);
        return (scale, (float)(Math.Sqrt(error) * scale * 1.001) + rounding);
    }

    // Codes of zero, and an upper bound on the length of the vector.
    private static float Nothing(ReadOnlySpan<float> vector, sbyte* codes)
    {
        new Span<sbyte>(codes, vector.Length).Clear();
        double squares = 0;
        foreach (var x in vector)
            squares += (double)x * x;
        return squares == 0 ? 0 : MathF.BitIncrement((float)Math.Sqrt(squares));
    }
}
