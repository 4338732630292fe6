using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lodestone.Indexing.Vectors.Kernels;

/// <summary>Sums over floats, in an order that does not depend on the CPU.</summary>
/// <remarks>
/// Floating-point sums depend on their order. These functions always keep 16 partial sums and add them in the same order; a CPU with
/// narrower registers does each step in two or four parts and has the same result. Products are rounded before they are added, because not
/// every CPU has a fused multiply-add.
/// </remarks>
internal static unsafe class FloatMath
{
    private const int Lanes = 16;

    /// <summary>The sum of a[i] * b[i].</summary>
    public static float Dot(float* a, float* b, int length)
    {
        var even = Vector512<float>.Zero;
        var odd = Vector512<float>.Zero;
        var i = 0;
        for (; i <= length - 2 * Lanes; i += 2 * Lanes)
        {
            even += Vector512.Load(a + i) * Vector512.Load(b + i);
            odd += Vector512.Load(a + i + Lanes) * Vector512.Load(b + i + Lanes);
        }

        var rest = 0f;
        for (; i < length; i++)
            rest += a[i] * b[i];
        return Total(even + odd) + rest;
    }

    /// <summary>The sum of (a[i] - b[i])².</summary>
    public static float SquaredDistance(float* a, float* b, int length)
    {
        var even = Vector512<float>.Zero;
        var odd = Vector512<float>.Zero;
        var i = 0;
        for (; i <= length - 2 * Lanes; i += 2 * Lanes)
        {
            var first = Vector512.Load(a + i) - Vector512.Load(b + i);
            var second = Vector512.Load(a + i + Lanes) - Vector512.Load(b + i + Lanes);
            even += first * first;
            odd += second * second;
        }

        var rest = 0f;
        for (; i < length; i++)
            rest += (a[i] - b[i]) * (a[i] - b[i]);
        return Total(even + odd) + rest;
    }

    /// <summary>The sum of a[i]², in double precision, which no finite float overflows: the sum is finite when all of them are.</summary>
    public static double SquaredLength(ReadOnlySpan<float> vector)
    {
        var low = Vector512<double>.Zero;
        var high = Vector512<double>.Zero;
        while (vector.Length >= Lanes)
        {
            var (first, second) = Vector512.Widen(Vector512.Create(vector));
            low += first * first;
            high += second * second;
            vector = vector[Lanes..];
        }

        var sum = 0d;
        foreach (var x in vector)
            sum += (double)x * x;
        var total = low + high;
        for (var i = 0; i < Vector512<double>.Count; i++)
            sum += total[i];
        return sum;
    }

    /// <summary>The largest magnitude.</summary>
    public static float Largest(ReadOnlySpan<float> vector)
    {
        var lanes = Vector512<float>.Zero;
        while (vector.Length >= Lanes)
        {
            lanes = Vector512.Max(lanes, Vector512.Abs(Vector512.Create(vector)));
            vector = vector[Lanes..];
        }

        var largest = 0f;
        for (var i = 0; i < Lanes; i++)
            largest = Math.Max(largest, lanes[i]);
        foreach (var x in vector)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(Vector512<float> sums)
    {
        var eight = sums.GetLower() + sums.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }
}
