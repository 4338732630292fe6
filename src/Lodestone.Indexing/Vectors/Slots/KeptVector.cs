namespace Lodestone.Indexing;

/// <summary>The form a vector is kept and searched in: of length 1 under cosine, as given otherwise.</summary>
internal static class KeptVector
{
    public static void Write(ReadOnlySpan<float> vector, Span<float> kept, VectorMetric metric)
    {
        vector.CopyTo(kept);
        if (metric != VectorMetric.Cosine || SquaredLength(vector) is not (> 0 and var squared))
            return;
        var inverse = 1 / Math.Sqrt(squared);
        foreach (ref var x in kept)
            x = (float)(x * inverse);
    }

    /// <summary>The Euclidean length.</summary>
    public static float Length(ReadOnlySpan<float> vector) => (float)Math.Sqrt(SquaredLength(vector));

    // In double precision: no finite float overflows it.
    private static double SquaredLength(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (var x in vector)
            sum += (double)x * x;
        return sum;
    }
}
