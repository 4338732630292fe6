using System.Numerics.Tensors;

namespace Lodestone.Encoders.Embedding;

/// <summary>Turns [tokens, hidden] into one vector, as Sentence Transformers' Pooling and Normalize modules do.</summary>
internal static class Pooling
{
    public static void Pool(ReadOnlySpan<float> tokens, int hidden, PoolingMode mode, Span<float> vector)
    {
        var count = tokens.Length / hidden;
        switch (mode)
        {
            case PoolingMode.Cls:
                tokens[..hidden].CopyTo(vector);
                break;
            case PoolingMode.LastToken:
                tokens[^hidden..].CopyTo(vector);
                break;
            case PoolingMode.Max:
                tokens[..hidden].CopyTo(vector);
                for (var t = 1; t < count; t++)
                    TensorPrimitives.Max(vector, tokens.Slice(t * hidden, hidden), vector);
                break;
            case PoolingMode.Mean:
                Sum(tokens, hidden, weighted: false, vector);
                TensorPrimitives.Divide(vector, count, vector);
                break;
            case PoolingMode.MeanSqrtLen:
                Sum(tokens, hidden, weighted: false, vector);
                TensorPrimitives.Divide(vector, MathF.Sqrt(count), vector);
                break;
            case PoolingMode.WeightedMean:
                Sum(tokens, hidden, weighted: true, vector);
                TensorPrimitives.Divide(vector, count * (count + 1L) / 2f, vector);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, null);
        }
    }

    /// <summary>Scales a vector to length 1. A zero vector stays zero, as in the reference.</summary>
    public static void Normalize(Span<float> vector)
    {
        var norm = MathF.Max(TensorPrimitives.Norm(vector), 1e-12f);
        TensorPrimitives.Divide(vector, norm, vector);
    }

    private static void Sum(ReadOnlySpan<float> tokens, int hidden, bool weighted, Span<float> vector)
    {
        vector.Clear();
        for (var t = 0; t * hidden < tokens.Length; t++)
        {
            var token = tokens.Slice(t * hidden, hidden);
            if (weighted)
                TensorPrimitives.MultiplyAdd(token, t + 1f, vector, vector);
            else
                TensorPrimitives.Add(vector, token, vector);
        }
    }
}

/// <summary>How the vectors of a text's tokens become one vector.</summary>
internal enum PoolingMode
{
    /// <summary>The first token's vector.</summary>
    Cls,

    /// <summary>The greatest value of each dimension.</summary>
    Max,

    /// <summary>The mean over the tokens.</summary>
    Mean,

    /// <summary>The sum over the tokens, divided by the square root of their number.</summary>
    MeanSqrtLen,

    /// <summary>The mean over the tokens, the i-th with weight i.</summary>
    WeightedMean,

    /// <summary>The last token's vector.</summary>
    LastToken,
}
