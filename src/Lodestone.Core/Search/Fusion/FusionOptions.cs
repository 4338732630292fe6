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

/// <summary>How the keyword list and the bi-encoder's list become one.</summary>
public enum FusionMethod
{
    /// <summary>Both scores are brought to 0 to 1 over their own list, weighed and added.</summary>
    MinMax,

    /// <summary>Ranks alone count: the weighed sum of 1 / (constant + rank) (Cormack et al., SIGIR 2009).</summary>
    ReciprocalRank,
}

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

    internal void Validate()
    {
        if (CrossEncoderWeight is { } weight && !(weight >= 0 && weight <= 1))
            throw new InvalidRangeException(nameof(CrossEncoderWeight), weight, "a number from 0 to 1");
        if (!double.IsFinite(HalfLogit) || HalfLogit <= 0)
            throw new InvalidRangeException(nameof(HalfLogit), HalfLogit, "a finite number above 0");
    }
}

/// <summary>
/// The defaults of fusion, in one place for code, help and documentation. Each was chosen by leaving out one collection at a time;
/// docs/quality.md has the figures and what else was tried.
/// </summary>
public static class FusionDefaults
{
    /// <summary>BM25's weight, which <see cref="FusionOptions.AdaptBm25"/> lowers where keywords do not decide.</summary>
    public const double Bm25Weight = .5;

    /// <summary>The bi-encoder's weight.</summary>
    public const double SimilarityWeight = .5;

    /// <summary>Keywords decide a query as far as the best BM25 score is above the one at this place. 5 to 20 do about as well.</summary>
    public const int DecidingPlace = 10;

    /// <summary>Reciprocal rank fusion's constant, as in its paper.</summary>
    public const int RankConstant = 60;

    /// <summary>The cross-encoder's share of the final score where the bi-encoder has a part in stage one.</summary>
    public const double CrossEncoderWeight = .25;

    /// <summary>The same where stage one is keywords alone, which know much less than a cross-encoder.</summary>
    public const double CrossEncoderWeightOverKeywords = .8;

    /// <summary>How far below the best logit a candidate gets half the cross-encoder's share; 1 to 3 do about as well.</summary>
    public const double HalfLogit = 2;
}
