namespace Lodestone.Indexing;

/// <summary>Turns floats into codes: symmetric, with one scale a vector.</summary>
/// <remarks>
/// A component x becomes round(x / scale), where the scale maps the vector's largest magnitude to the largest code. One scale a vector
/// rather than one a dimension: it needs no training, so the first vector is coded as well as the last, and dot products stay integers.
/// </remarks>
internal static unsafe class Quantizer
{
    /// <summary>Writes a stored vector's codes; what is beyond its dimensions, up to the stride, becomes zero.</summary>
    /// <returns>The scale, and the length of what rounding took away.</returns>
    public static (float Scale, float Error) Store(ReadOnlySpan<float> vector, byte* codes, int stride)
    {
        var scale = Scale(vector, CodeDot.StoredLimit);
        var inverse = scale == 0 ? 0 : 1.0 / scale;
        double error = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            var code = Math.Clamp((int)Math.Round(vector[i] * inverse), -CodeDot.StoredLimit, CodeDot.StoredLimit);
            codes[i] = (byte)(code + CodeDot.Zero);
            var lost = vector[i] - (double)code * scale;
            error += lost * lost;
        }

        new Span<byte>(codes + vector.Length, stride - vector.Length).Fill(CodeDot.Zero);
        return (scale, Up(Math.Sqrt(error)));
    }

    /// <summary>Writes a query's codes, zero beyond its dimensions.</summary>
    /// <returns>The scale, the length of what rounding took away, and the sum of the codes.</returns>
    public static (float Scale, float Error, int Sum) Query(ReadOnlySpan<float> vector, sbyte* codes, int stride)
    {
        var scale = Scale(vector, CodeDot.QueryLimit);
        var inverse = scale == 0 ? 0 : 1.0 / scale;
        double error = 0;
        var sum = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            var code = Math.Clamp((int)Math.Round(vector[i] * inverse), -CodeDot.QueryLimit, CodeDot.QueryLimit);
            codes[i] = (sbyte)code;
            sum += code;
            var lost = vector[i] - (double)code * scale;
            error += lost * lost;
        }

        new Span<sbyte>(codes + vector.Length, stride - vector.Length).Clear();
        return (scale, Up(Math.Sqrt(error)), sum);
    }

    /// <summary>Makes a query of a stored vector, from its codes alone: each becomes round(code * 63 / 127).</summary>
    /// <returns>The sum of the codes. The scale is the stored one times <see cref="StoredToQueryScale"/>.</returns>
    public static int QueryOfStored(byte* codes, sbyte* query, int stride)
    {
        // 16,255 / 32,768 is 63 / 127 as near as 15 bits come; the loop is simple enough for the compiler and short beside what follows.
        var sum = 0;
        for (var i = 0; i < stride; i++)
        {
            var code = ((codes[i] - CodeDot.Zero) * 16_255 + 16_384) >> 15;
            query[i] = (sbyte)code;
            sum += code;
        }

        return sum;
    }

    public const float StoredToQueryScale = (float)CodeDot.StoredLimit / CodeDot.QueryLimit;

    private static float Scale(ReadOnlySpan<float> vector, int limit)
    {
        var largest = 0f;
        foreach (var x in vector)
            largest = Math.Max(largest, Math.Abs(x));
        return largest / limit;
    }

    // A bound has to stay one after rounding to float.
    private static float Up(double value) => MathF.BitIncrement((float)value);
}
