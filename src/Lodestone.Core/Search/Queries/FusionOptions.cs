namespace Lodestone;

/// <summary>Options for fusing the two lists of the first stage.</summary>
/// <remarks>
/// Each default was chosen by leaving out one collection at a time; docs/quality.md has the figures and the alternatives.
/// </remarks>
public sealed record FusionOptions
{
    /// <summary>The fusion method. Default: <see cref="FusionMethod.MinMax"/>.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.MinMax;

    /// <summary>
    /// BM25's weight, zero or more; only its ratio to the other weight counts. Default: 0.5.
    /// </summary>
    public double Bm25Weight { get; init; } = .5;

    /// <summary>The bi-encoder's weight, zero or more. Default: 0.5.</summary>
    public double SimilarityWeight { get; init; } = .5;

    /// <summary>
    /// Whether BM25's weight is multiplied by how clearly keywords decide the query: 1 - (tenth best score / best score), drawn towards 0.5
    /// where few passages can be found, in a small collection or behind a filter. Default: true.
    /// </summary>
    /// <remarks>Used with <see cref="FusionMethod.MinMax"/> only.</remarks>
    public bool AdaptBm25 { get; init; } = true;

    /// <summary>The constant of reciprocal rank fusion, 1 or more. Default: 60.</summary>
    public int RankConstant { get; init; } = 60;

    internal void Validate()
    {
        if (Method is not (FusionMethod.MinMax or FusionMethod.ReciprocalRank))
            throw new InvalidRangeException(nameof(Method), Method, "MinMax or ReciprocalRank");
        ValidateWeight(Bm25Weight, nameof(Bm25Weight));
        ValidateWeight(SimilarityWeight, nameof(SimilarityWeight));
        if (Bm25Weight + SimilarityWeight is 0 or double.PositiveInfinity)
        {
            throw new InvalidArgumentException(
                ErrorCodes.WeightsInvalid,
                FormattableString.Invariant(
                    $"Bm25Weight is {Bm25Weight} and SimilarityWeight {SimilarityWeight}; their sum must be finite and above 0."),
                nameof(Bm25Weight));
        }

        InvalidRangeException.ThrowIfLess(RankConstant, 1);
    }

    private static void ValidateWeight(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new InvalidRangeException(name, weight, "a finite number, zero or more");
    }
}

/// <summary>A method of fusing the keyword list with the bi-encoder's list.</summary>
public enum FusionMethod
{
    /// <summary>Each list's scores are min-max normalised to 0 to 1, weighted and added.</summary>
    MinMax,

    /// <summary>Reciprocal rank fusion: the weighted sum of 1 / (constant + rank), from ranks alone (Cormack et al., SIGIR 2009).</summary>
    ReciprocalRank,
}
