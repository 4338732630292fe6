namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>Embeddings of a model that does not give them length 1 by itself.</summary>
internal static class UnitLength
{
    public static ReadOnlyMemory<float> Of(ReadOnlySpan<float> embedding)
    {
        var sum = 0.0;
        foreach (var value in embedding)
            sum += (double)value * value;
        var length = Math.Sqrt(sum);
        var result = new float[embedding.Length];
        for (var i = 0; length > 0 && i < result.Length; i++)
            result[i] = (float)(embedding[i] / length);
        return result;
    }
}
