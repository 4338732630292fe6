namespace Lodestone;

/// <summary>How the cross-encoder's answer is joined to stage one's.</summary>
public sealed record CombineOptions
{
    /// <summary>The cross-encoder's share of the final score, 0 to 1. Default: <see cref="FusionDefaults.CrossEncoderWeight"/>.</summary>
    public double CrossEncoderWeight { get; init; } = FusionDefaults.CrossEncoderWeight;

    internal void Demand()
    {
        Weights.Demand(CrossEncoderWeight, nameof(CrossEncoderWeight));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CrossEncoderWeight, 1);
    }
}
