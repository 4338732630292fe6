namespace Lodestone.Benchmarks;

/// <summary>The results of the pages for pairs of one length.</summary>
/// <param name="Tokens">The number of tokens of every pair.</param>
/// <param name="Threads">The number of threads or workers.</param>
/// <param name="Queries">The number of queries.</param>
/// <param name="Pairs">The number of pairs of all queries.</param>
/// <param name="Lodestone">Our engine.</param>
/// <param name="Batches">transformers.js, one batch per query.</param>
/// <param name="Single">transformers.js, one pair per run.</param>
/// <param name="Native">The logits of the library, outside of any browser.</param>
internal sealed record BrowserResult(
    int Tokens,
    int Threads,
    int Queries,
    int Pairs,
    Timings<float[][]> Lodestone,
    Timings<float[][]> Batches,
    Timings<float[][]> Single,
    float[][] Native)
{
    public IReadOnlyList<Timings<float[][]>> Systems => [Lodestone, Batches, Single];

    /// <summary>The speed relative to the faster of the two ways to use transformers.js.</summary>
    public double SpeedOverBest => Lodestone.SpeedOver(Batches.Median <= Single.Median ? Batches : Single);

    /// <summary>The largest difference to the library, whose graph the page's engine runs with another build of the runtime.</summary>
    public float LargestDifferenceToNative =>
        Lodestone.Answer.Zip(Native, (page, library) => Statistics.LargestDifference(page, library)).Aggregate(0f, MathF.Max);

    /// <summary>The rank correlation of our graph and the stock export within a query's passages, as the mean over the queries.</summary>
    public double SpearmanToStock =>
        Lodestone.Answer.Zip(Single.Answer, (ours, theirs) => Statistics.Spearman(ours, theirs)).Average();

    /// <summary>The number of queries with the same best passage in both.</summary>
    public int SameBest => Lodestone.Answer.Zip(Single.Answer, (ours, theirs) => Best(ours) == Best(theirs)).Count(same => same);

    private static int Best(float[] logits) => Array.IndexOf(logits, logits.Max());
}
