namespace Lodestone.Evaluation;

/// <summary>Options of a significance test.</summary>
public sealed record SignificanceOptions
{
    /// <summary>The seed of the random numbers. Default: 0. The same seed has the same result on every machine.</summary>
    public long Seed { get; init; }

    /// <summary>The confidence of intervals, between 0 and 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = SignificanceDefaults.Confidence;

    /// <summary>Random sign flips. Default: 100,000, for a p-value's standard error of .0007 at .05.</summary>
    public int Permutations { get; init; } = SignificanceDefaults.Permutations;

    /// <summary>Bootstrap resamples. Default: 10,000.</summary>
    public int Resamples { get; init; } = SignificanceDefaults.Resamples;

    internal void Validate()
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new InvalidRangeException(nameof(Confidence), Confidence, "a number between 0 and 1, such as 0.95");
        InvalidRangeException.ThrowIfLess(Permutations, 1);
        InvalidRangeException.ThrowIfLess(Resamples, 1);
    }
}

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
