namespace Lodestone.Indexing;

/// <summary>The form a vector is kept and searched in: of length 1 under cosine, as given otherwise.</summary>
internal static class KeptVector
{
    /// <param name="vector">The vector as given.</param>
    /// <param name="kept">Where it is written to.</param>
    /// <param name="metric">The index's metric.</param>
    public static void Write(ReadOnlySpan<float> vector, Span<float> kept, VectorMetric metric)
    {
        if (metric != VectorMetric.Cosine || FloatMath.SquaredLength(vector) is not (> 0 and var squared))
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
