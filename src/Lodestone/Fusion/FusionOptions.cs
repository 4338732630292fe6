namespace Lodestone;

/// <summary>How stage one's two lists are fused.</summary>
public sealed record FusionOptions
{
    /// <summary>How the lists become one. Default: <see cref="FusionMethod.MinMax"/>.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.MinMax;

    /// <summary>BM25's share, zero or more. Default: <see cref="FusionDefaults.Bm25Weight"/>.</summary>
    public double Bm25Weight { get; init; } = FusionDefaults.Bm25Weight;

    /// <summary>The bi-encoder's share, zero or more. Default: <see cref="FusionDefaults.SimilarityWeight"/>.</summary>
    public double SimilarityWeight { get; init; } = FusionDefaults.SimilarityWeight;

    /// <summary>The constant of reciprocal rank fusion, 1 or more. Default: <see cref="FusionDefaults.RankConstant"/>.</summary>
    public int RankConstant { get; init; } = FusionDefaults.RankConstant;

    internal void Demand()
    {
        if (Method is not (FusionMethod.MinMax or FusionMethod.ReciprocalRank))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Use MinMax or ReciprocalRank.");
        Weights.Demand(Bm25Weight, nameof(Bm25Weight));
        Weights.Demand(SimilarityWeight, nameof(SimilarityWeight));
        if (Bm25Weight + SimilarityWeight == 0)
            throw new ArgumentException("Both weights are 0; at least one of Bm25Weight and SimilarityWeight must be above it.");
        ArgumentOutOfRangeException.ThrowIfLessThan(RankConstant, 1);
    }
}
