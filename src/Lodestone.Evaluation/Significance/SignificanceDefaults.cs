namespace Lodestone.Evaluation;

/// <summary>What holds when nothing else is said.</summary>
public static class SignificanceDefaults
{
    /// <summary>The confidence of intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>How many random sign flips a p-value is taken from. Its standard error is then .0007 at .05.</summary>
    public const int Permutations = 100_000;

    /// <summary>How many resamples an interval is taken from.</summary>
    public const int Resamples = 10_000;

    /// <summary>Up to how many queries that differ all sign flips are tried, so that the p-value is exact.</summary>
    public const int ExactQueries = 20;

    /// <summary>With fewer queries than this, an evaluation is marked as of few queries. The decision record 0008 says why.</summary>
    public const int FewQueries = 50;
}
