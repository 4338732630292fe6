using System.Runtime.CompilerServices;
using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>A query in the form of codes, and its scores against slots.</summary>
/// <remarks>
/// A larger score is nearer: an estimate of the similarity from codes, or of the negated squared distance under Euclidean. The estimate's
/// error has a bound. With the vectors q and v, and the vectors q' and v' of their codes, q·v - q'·v' = q·(v - v') + (q - q')·v', which by
/// Cauchy and Schwarz is at most |q| |v - v'| + |q - q'| |v'|. An exact scan uses the bound to skip vectors that cannot be among the best.
/// </remarks>
internal unsafe struct CodedQuery
{
    // The rounding of the sums themselves, in units of the product of lengths: about 10 times the largest seen over random vectors.
    private const float RoundingOfOne = 1e-6f;

    public sbyte* Codes;
    public float* Floats;
    public int Stride;
    public int Offset;
    public float Scale;
    public float Error;
    public float Length;
    public bool Euclidean;
    private bool _cosine;
    private float _rounding;

    /// <summary>Codes a vector that is already in its stored form.</summary>
    public static CodedQuery Of(ReadOnlySpan<float> vector, VectorMetric metric, float* floats, sbyte* codes, int stride)
    {
        vector.CopyTo(new Span<float>(floats, vector.Length));
        var (scale, error, sum) = Quantizer.Query(vector, codes, stride);
        return new CodedQuery
        {
            Codes = codes,
            Floats = floats,
            Stride = stride,
            Offset = CodeDot.Zero * sum,
            Scale = scale,
            Error = error,
            Length = VectorNormalizer.Length(vector),
            Euclidean = metric == VectorMetric.Euclidean,
            _cosine = metric == VectorMetric.Cosine,
            _rounding = RoundingOfOne * MathF.Sqrt(stride),
        };
    }

    /// <summary>A stored vector as a query, from its codes alone.</summary>
    public static CodedQuery OfStored(VectorSlots slots, int slot, sbyte* codes) => new()
    {
        Codes = codes,
        Stride = slots.Stride,
        Offset = CodeDot.Zero * Quantizer.QueryOfStored(slots.Codes.At(slot), codes, slots.Stride),
        Scale = slots.Scale(slot) * Quantizer.StoredToQueryScale,
        Length = slots.Facts(slot)->Length,
        Euclidean = slots.Metric == VectorMetric.Euclidean,
    };

    /// <summary>The score of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Score(VectorSlots slots, int slot)
    {
        var raw = CodeDot.Raw(slots.Codes.At(slot), Codes, Stride);
        return Score(slots, slot, raw);
    }

    /// <summary>The score of a slot whose raw dot product is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Score(VectorSlots slots, int slot, int raw)
    {
        var dot = (raw - Offset) * (Scale * slots.Scale(slot));
        return Euclidean ? Negated(dot, slots.Facts(slot)->Length) : dot;
    }

    /// <summary>An upper bound on the difference between a slot's score and its exact score.</summary>
    public readonly float Bound(SlotMetadata* facts)
    {
        var product = Length * facts->Error + Error * (facts->Length + facts->Error);
        var lengths = Euclidean ? (Length + facts->Length) * (Length + facts->Length) : Length * facts->Length;
        return (Euclidean ? 2 * product : product) + _rounding * lengths;
    }

    /// <summary>The score computed from floats, on the scale of <see cref="Score(VectorSlots, int)"/>.</summary>
    public readonly float Exact(VectorSlots slots, int slot)
    {
        var row = slots.Rows.At(slot);
        return Euclidean ? -FloatMath.SquaredDistance(Floats, row, slots.Dimensions) : FloatMath.Dot(Floats, row, slots.Dimensions);
    }

    /// <summary>
    /// The similarity of a score, or of a bound of one: see <see cref="VectorMetric"/>. Monotonic in the score.
    /// </summary>
    public readonly float Similarity(float score) =>
        Euclidean ? 0 - MathF.Sqrt(Math.Max(0, -score)) : _cosine ? Math.Clamp(score, -1, 1) : score;

    private readonly float Negated(float dot, float length) => 2 * dot - length * length - Length * Length;
}
