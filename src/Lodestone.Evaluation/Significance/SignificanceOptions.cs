namespace Lodestone.Evaluation;

/// <summary>How to test a difference.</summary>
public sealed record SignificanceOptions
{
    /// <summary>Where the random numbers start. Default: 0. The same seed gives the same answer on every machine.</summary>
    public long Seed { get; init; }

    /// <summary>The confidence of intervals, between 0 and 1. Default: <see cref="SignificanceDefaults.Confidence"/>.</summary>
    public double Confidence { get; init; } = SignificanceDefaults.Confidence;

    /// <summary>Random sign flips. Default: <see cref="SignificanceDefaults.Permutations"/>.</summary>
    public int Permutations { get; init; } = SignificanceDefaults.Permutations;

    /// <summary>Bootstrap resamples. Default: <see cref="SignificanceDefaults.Resamples"/>.</summary>
    public int Resamples { get; init; } = SignificanceDefaults.Resamples;

    internal void Demand()
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "A confidence is between 0 and 1, such as 0.95.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Permutations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 1);
    }
}
