using Lodestone.Indexing.Vectors.Kernels;

namespace Lodestone.Indexing.Vectors.VectorTable;

/// <summary>The form in which vectors are stored and searched: of length 1 under cosine, otherwise unchanged.</summary>
internal static class VectorNormalizer
{
    // The rounding error that normalising leaves: each number and the inverse to half a unit in the 24th bit, twice when squared, with a
    // margin.
    private const double Rounding = 4e-7;

    /// <remarks>
    /// A vector of length 1 within float rounding is copied unchanged, so an index rebuilt from stored vectors is bit-identical to one
    /// built from the original vectors.
    /// </remarks>
    /// <param name="vector">The original vector.</param>
    /// <param name="kept">The destination.</param>
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
