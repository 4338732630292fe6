namespace Lodestone.Evaluation;

/// <summary>Options of a significance test.</summary>
public sealed record SignificanceOptions
{
    /// <summary>The seed of the random numbers. Default: 0. The same seed has the same result on every machine.</summary>
    public long Seed { get; init; }

    /// <summary>The confidence of intervals, between 0 and 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Random sign flips. Default: 100,000, for a p-value's standard error of .0007 at .05.</summary>
    public int Permutations { get; init; } = 100_000;

    /// <summary>Bootstrap resamples. Default: 10,000.</summary>
    public int Resamples { get; init; } = 10_000;

    internal void Validate()
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new InvalidRangeException(nameof(Confidence), Confidence, "a number between 0 and 1, such as 0.95");
        InvalidRangeException.ThrowIfLess(Permutations, 1);
        InvalidRangeException.ThrowIfLess(Resamples, 1);
    }
}
