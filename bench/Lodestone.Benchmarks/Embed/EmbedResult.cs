namespace Lodestone.Benchmarks;

/// <summary>The results of the systems with one model on one collection.</summary>
internal sealed record EmbedResult(
    string Model,
    EmbedJob Job,
    int MaxTokens,
    IReadOnlyList<double> TokensPerText,
    Timings<float[][]> Lodestone,
    Timings<float[][]> Raw,
    Timings<float[][]> TransformersJs)
{
    public int Texts => TokensPerText.Count;

    public double Tokens => TokensPerText.Sum();

    public IReadOnlyList<Timings<float[][]>> Systems => [Lodestone, Raw, TransformersJs];

    /// <summary>At most rounding, because the library may be slower than the graph it runs, but must have the same output.</summary>
    public float LargestDifferenceToRaw =>
        Lodestone.Answer.Zip(Raw.Answer, (ours, theirs) => Statistics.LargestDifference(ours, theirs)).Aggregate(0f, MathF.Max);

    /// <summary>The number of texts that no tokenizer had to truncate.</summary>
    public int ShorterThanLimit => TokensPerText.Count(tokens => tokens < MaxTokens);

    /// <summary>
    /// 1 when another tokenizer and another build of ONNX Runtime agree; texts that may have been truncated are left out.
    /// </summary>
    public double SmallestCosineToTransformersJs =>
        Enumerable.Range(0, Texts)
            .Where(i => TokensPerText[i] < MaxTokens)
            .Select(i => Statistics.Cosine(Lodestone.Answer[i], TransformersJs.Answer[i]))
            .Min();
}
