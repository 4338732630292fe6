namespace Lodestone.Benchmarks;

/// <summary>What the pages did with pairs of one length.</summary>
/// <param name="Tokens">Tokens of every pair.</param>
/// <param name="Threads">Threads or workers.</param>
/// <param name="Queries">Queries.</param>
/// <param name="Pairs">Pairs of all queries.</param>
/// <param name="Lodestone">Our engine.</param>
/// <param name="Batches">transformers.js, one batch a query.</param>
/// <param name="Single">transformers.js, one pair a run.</param>
/// <param name="Native">The logits that the library gives, outside of any browser.</param>
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

    /// <summary>Against the faster of the two ways to use transformers.js.</summary>
    public double SpeedOverBest => Lodestone.SpeedOver(Batches.Median <= Single.Median ? Batches : Single);

    /// <summary>The page's engine runs the library's graph, by another build of the runtime.</summary>
    public float LargestDifferenceToNative =>
        Lodestone.Answer.Zip(Native, (page, library) => Statistics.LargestDifference(page, library)).Aggregate(0f, MathF.Max);

    /// <summary>How alike our graph and the stock export rank a query's passages, in the mean over the queries.</summary>
    public double SpearmanToStock =>
        Lodestone.Answer.Zip(Single.Answer, (ours, theirs) => Statistics.Spearman(ours, theirs)).Average();

    /// <summary>For how many queries both have the same best passage.</summary>
    public int SameBest => Lodestone.Answer.Zip(Single.Answer, (ours, theirs) => Best(ours) == Best(theirs)).Count(same => same);

    private static int Best(float[] logits) => Array.IndexOf(logits, logits.Max());
}
