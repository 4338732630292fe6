namespace Lodestone.Indexing.Tests.Vectors;

/// <summary>Vectors to test with, the same every time: clusters, as texts have topics.</summary>
internal static class SomeVectors
{
    public static float[] Clustered(int count, int dimensions, int seed = 1)
    {
        var random = new Random(seed);
        var centres = new float[Math.Max(1, count / 50) * dimensions];
        foreach (ref var x in centres.AsSpan())
            x = Normal(random);
        var vectors = new float[count * dimensions];
        for (var i = 0; i < count; i++)
        {
            var centre = random.Next(centres.Length / dimensions) * dimensions;
            for (var j = 0; j < dimensions; j++)
                vectors[i * dimensions + j] = centres[centre + j] + 0.7f * Normal(random);
        }

        return vectors;
    }

    public static long[] Keys(int count, long first = 0) => [.. Enumerable.Range(0, count).Select(i => first + i)];

    /// <summary>The nearest by double precision over all floats, ties by key: what an exact index must give.</summary>
    public static IndexHit[] Nearest(
        float[] vectors, ReadOnlySpan<float> query, VectorMetric metric, int top, Func<long, bool>? passes = null)
    {
        var wanted = query.ToArray();
        return [.. Enumerable.Range(0, vectors.Length / query.Length)
            .Where(i => passes?.Invoke(i) ?? true)
            .Select(i => (Key: (long)i, Similarity: Similarity(wanted, vectors.AsSpan(i * wanted.Length, wanted.Length), metric)))
            .OrderByDescending(h => h.Similarity).ThenBy(h => h.Key)
            .Take(top)
            .Select(h => new IndexHit(h.Key, (float)h.Similarity))];
    }

    public static double Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b, VectorMetric metric)
    {
        double dot = 0, aa = 0, bb = 0, distance = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
            distance += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        }

        return metric switch
        {
            VectorMetric.Dot => dot,
            VectorMetric.Euclidean => -Math.Sqrt(distance),
            _ => aa == 0 || bb == 0 ? 0 : dot / Math.Sqrt(aa * bb),
        };
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
