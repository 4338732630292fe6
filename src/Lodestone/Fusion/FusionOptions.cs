namespace Lodestone;

/// <summary>How stage one's two lists are fused.</summary>
public sealed record FusionOptions
{
    /// <summary>How the lists become one. Default: <see cref="FusionMethod.MinMax"/>.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.MinMax;

    /// <summary>
    /// BM25's weight, zero or more; only its ratio to the other counts. Default: <see cref="FusionDefaults.Bm25Weight"/>.
    /// </summary>
    public double Bm25Weight { get; init; } = FusionDefaults.Bm25Weight;

    /// <summary>The bi-encoder's weight, zero or more. Default: <see cref="FusionDefaults.SimilarityWeight"/>.</summary>
    public double SimilarityWeight { get; init; } = FusionDefaults.SimilarityWeight;

    /// <summary>
    /// Whether BM25's weight is multiplied by how far keywords decide the query: 1 - (tenth best score / best score), and 1 where fewer
    /// than ten passages have any of its words. For <see cref="FusionMethod.MinMax"/> only. Default: true.
    /// </summary>
    public bool AdaptBm25 { get; init; } = true;

    /// <summary>The constant of reciprocal rank fusion, 1 or more. Default: <see cref="FusionDefaults.RankConstant"/>.</summary>
    public int RankConstant { get; init; } = FusionDefaults.RankConstant;

    internal void Demand()
    {
        if (Method is not (FusionMethod.MinMax or FusionMethod.ReciprocalRank))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Use MinMax or ReciprocalRank.");
        DemandWeight(Bm25Weight, nameof(Bm25Weight));
        DemandWeight(SimilarityWeight, nameof(SimilarityWeight));
        if (Bm25Weight + SimilarityWeight is 0 or double.PositiveInfinity)
        {
            throw new ArgumentException(
                $"Bm25Weight is {Bm25Weight} and SimilarityWeight {SimilarityWeight}; their sum must be finite and above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(RankConstant, 1);
    }

    private static void DemandWeight(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentOutOfRangeException(name, weight, "A weight is a finite number, zero or more.");
    }
}
