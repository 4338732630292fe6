namespace Lodestone.Benchmarks;

/// <summary>What the systems did with one model on one collection.</summary>
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

    /// <summary>Rounding at most: the library may be slower than the graph it runs, but it may not answer otherwise.</summary>
    public float LargestDifferenceToRaw =>
        Lodestone.Answer.Zip(Raw.Answer, (ours, theirs) => Statistics.LargestDifference(ours, theirs)).Aggregate(0f, MathF.Max);

    /// <summary>Texts that no tokenizer had to cut.</summary>
    public int ShorterThanLimit => TokensPerText.Count(tokens => tokens < MaxTokens);

    /// <summary>1 when another tokenizer and another build of ONNX Runtime give the same; texts that may have been cut left out.</summary>
    public double SmallestCosineToTransformersJs =>
        Enumerable.Range(0, Texts)
            .Where(i => TokensPerText[i] < MaxTokens)
            .Select(i => Statistics.Cosine(Lodestone.Answer[i], TransformersJs.Answer[i]))
            .Min();
}
