namespace Lodestone.Benchmarks;

/// <summary>What the systems did on one collection.</summary>
internal sealed record RerankResult(
    string Collection,
    int Queries,
    IReadOnlyList<double> TokensPerPair,
    Timings<float[][]> Lodestone,
    Timings<float[][]> Raw,
    Timings<float[][]> Stock,
    Timings<float[][]> TransformersJs)
{
    public int Pairs => TokensPerPair.Count;

    public IReadOnlyList<Timings<float[][]>> Systems => [Lodestone, Raw, Stock, TransformersJs];

    /// <summary>Must be 0: the library may be slower than the graph it runs, but it may not answer otherwise.</summary>
    public float LargestDifferenceToRaw => LargestDifference(Lodestone, Raw);

    /// <summary>Near 0: the two run one graph on the same batches, so this shows that both were given the same texts.</summary>
    public float LargestDifferenceOfStocks => LargestDifference(Stock, TransformersJs);

    /// <summary>How alike Lodestone's graph and the stock export rank a query's passages, in the mean over the queries.</summary>
    public double SpearmanToStock =>
        Lodestone.Answer.Zip(Stock.Answer, (ours, theirs) => Statistics.Spearman(ours, theirs)).Average();

    /// <summary>For how many queries both have the same best passage.</summary>
    public int SameBest => Lodestone.Answer.Zip(Stock.Answer, (ours, theirs) => Best(ours) == Best(theirs)).Count(same => same);

    private static int Best(float[] logits) => Array.IndexOf(logits, logits.Max());

    private static float LargestDifference(Timings<float[][]> first, Timings<float[][]> second) =>
        first.Answer.Zip(second.Answer, (a, b) => Statistics.LargestDifference(a, b)).Aggregate(0f, MathF.Max);
}
