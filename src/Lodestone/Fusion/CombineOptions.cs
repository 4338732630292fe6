namespace Lodestone;

/// <summary>How the cross-encoder's answer is joined to stage one's.</summary>
public sealed record CombineOptions
{
    /// <summary>
    /// The cross-encoder's share of the final score: 0 leaves the fused order, 1 goes by the logit alone. Default: null, which is
    /// <see cref="FusionDefaults.CrossEncoderWeight"/>, or <see cref="FusionDefaults.CrossEncoderWeightOverKeywords"/> where no candidate
    /// has a similarity.
    /// </summary>
    public double? CrossEncoderWeight { get; init; }

    /// <summary>
    /// How far below the best logit a candidate gets half of that share, above 0. Smaller trusts the cross-encoder's first places more
    /// and its order below them less. Default: <see cref="FusionDefaults.HalfLogit"/>.
    /// </summary>
    public double HalfLogit { get; init; } = FusionDefaults.HalfLogit;

    internal void Demand()
    {
        if (CrossEncoderWeight is { } weight && !(weight >= 0 && weight <= 1))
            throw new ArgumentOutOfRangeException(nameof(CrossEncoderWeight), weight, "A share is a number from 0 to 1.");
        if (!double.IsFinite(HalfLogit) || HalfLogit <= 0)
            throw new ArgumentOutOfRangeException(nameof(HalfLogit), HalfLogit, "A distance between logits is a finite number above 0.");
    }
}
