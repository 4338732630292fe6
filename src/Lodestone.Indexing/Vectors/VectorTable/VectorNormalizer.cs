using Lodestone.Indexing.Vectors.Kernels;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>The form a vector is kept and searched in: of length 1 under cosine, as given otherwise.</summary>
internal static class VectorNormalizer
{
    // What normalising leaves of rounding: each number and the inverse to half a unit in the 24th bit, twice when squared, with room.
    private const double Rounding = 4e-7;

    /// <remarks>
    /// One that has length 1 as far as floats can tell stays as it is: so it is kept the same to the last bit when an index is made of
    /// another one's vectors as when it is made of those that were given.
    /// </remarks>
    /// <param name="vector">The vector as given.</param>
    /// <param name="kept">Where it is written to.</param>
    /// <param name="metric">The index's metric.</param>
    public static void Write(ReadOnlySpan<float> vector, Span<float> kept, VectorMetric metric)
    {
        if (metric != VectorMetric.Cosine || FloatMath.SquaredLength(vector) is not (> 0 and var squared) ||
            Math.Abs(squared - 1) < Rounding)
        {
            vector.CopyTo(kept);
            return;
        }

        var length = Math.Sqrt(squared);
        if (length is > 1e-30 and < 1e30)
        {
            var inverse = (float)(1 / length);
            for (var i = 0; i < vector.Length; i++)
                kept[i] = vector[i] * inverse;
            return;
        }

        // The inverse would leave the range of a float, or its precision.
        for (var i = 0; i < vector.Length; i++)
            kept[i] = (float)(vector[i] / length);
    }

    /// <summary>The Euclidean length.</summary>
    public static float Length(ReadOnlySpan<float> vector) => (float)Math.Sqrt(FloatMath.SquaredLength(vector));
}
