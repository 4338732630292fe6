namespace Lodestone.Benchmarks;

/// <summary>The results of the systems on one collection.</summary>
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

    /// <summary>Must be 0, because the library may be slower than the graph it runs, but must have the same output.</summary>
    public float LargestDifferenceToRaw => LargestDifference(Lodestone, Raw);

    /// <summary>Near 0, because the two run one graph on the same batches, which shows that both read the same texts.</summary>
    public float LargestDifferenceOfStocks => LargestDifference(Stock, TransformersJs);

    /// <summary>
    /// The rank correlation of Lodestone's graph and the stock export within a query's passages, as the mean over the queries.
    /// </summary>
    public double SpearmanToStock =>
        Lodestone.Answer.Zip(Stock.Answer, (ours, theirs) => Statistics.Spearman(ours, theirs)).Average();

    /// <summary>The number of queries with the same best passage in both.</summary>
    public int SameBest => Lodestone.Answer.Zip(Stock.Answer, (ours, theirs) => Best(ours) == Best(theirs)).Count(same => same);

    private static int Best(float[] logits) => Array.IndexOf(logits, logits.Max());

    private static float LargestDifference(Timings<float[][]> first, Timings<float[][]> second) =>
        first.Answer.Zip(second.Answer, (a, b) => Statistics.LargestDifference(a, b)).Aggregate(0f, MathF.Max);
}
