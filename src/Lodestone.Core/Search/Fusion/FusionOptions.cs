namespace Lodestone;

/// <summary>Options for fusing the two lists of the first stage.</summary>
public sealed record FusionOptions
{
    /// <summary>The fusion method. Default: <see cref="FusionMethod.MinMax"/>.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.MinMax;

    /// <summary>
    /// BM25's weight, zero or more; only its ratio to the other weight counts. Default: <see cref="FusionDefaults.Bm25Weight"/>.
    /// </summary>
    public double Bm25Weight { get; init; } = FusionDefaults.Bm25Weight;

    /// <summary>The bi-encoder's weight, zero or more. Default: <see cref="FusionDefaults.SimilarityWeight"/>.</summary>
    public double SimilarityWeight { get; init; } = FusionDefaults.SimilarityWeight;

    /// <summary>
    /// Whether BM25's weight is multiplied by how clearly keywords decide the query: 1 - (tenth best score / best score), and 1 where fewer
    /// than ten passages have any of its words. Default: true.
    /// </summary>
    /// <remarks>Used with <see cref="FusionMethod.MinMax"/> only.</remarks>
    public bool AdaptBm25 { get; init; } = true;

    /// <summary>The constant of reciprocal rank fusion, 1 or more. Default: <see cref="FusionDefaults.RankConstant"/>.</summary>
    public int RankConstant { get; init; } = FusionDefaults.RankConstant;

    internal void Validate()
    {
        if (Method is not (FusionMethod.MinMax or FusionMethod.ReciprocalRank))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Use MinMax or ReciprocalRank.");
        ValidateWeight(Bm25Weight, nameof(Bm25Weight));
        ValidateWeight(SimilarityWeight, nameof(SimilarityWeight));
        if (Bm25Weight + SimilarityWeight is 0 or double.PositiveInfinity)
        {
            throw new ArgumentException(
                $"Bm25Weight is {Bm25Weight} and SimilarityWeight {SimilarityWeight}; their sum must be finite and above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(RankConstant, 1);
    }

    private static void ValidateWeight(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentOutOfRangeException(name, weight, "A weight is a finite number, zero or more.");
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

/// <summary>Options for combining the cross-encoder's scores with those of the first stage.</summary>
public sealed record CombineOptions
{
    /// <summary>
    /// The cross-encoder's share of the final score: 0 keeps the fused order, 1 uses the logit alone. Default: null, which is
    /// <see cref="FusionDefaults.CrossEncoderWeight"/>, or <see cref="FusionDefaults.CrossEncoderWeightOverKeywords"/> where no candidate
    /// has a similarity.
    /// </summary>
    public double? CrossEncoderWeight { get; init; }

    /// <summary>
    /// The distance below the best logit, above 0, at which a candidate gets half of that share. Default:
    /// <see cref="FusionDefaults.HalfLogit"/>.
    /// </summary>
    /// <remarks>A smaller value trusts the cross-encoder's top ranks more and its order below them less.</remarks>
    public double HalfLogit { get; init; } = FusionDefaults.HalfLogit;

    internal void Validate()
    {
        if (CrossEncoderWeight is { } weight && !(weight >= 0 && weight <= 1))
            throw new ArgumentOutOfRangeException(nameof(CrossEncoderWeight), weight, "A share is a number from 0 to 1.");
        if (!double.IsFinite(HalfLogit) || HalfLogit <= 0)
            throw new ArgumentOutOfRangeException(nameof(HalfLogit), HalfLogit, "A distance between logits is a finite number above 0.");
    }
}

/// <summary>The defaults of fusion, in one place for code, help and documentation.</summary>
/// <remarks>Each was chosen by leaving out one collection at a time; docs/quality.md has the figures and the alternatives.</remarks>
public static class FusionDefaults
{
    /// <summary>BM25's weight, which <see cref="FusionOptions.AdaptBm25"/> lowers where keywords do not decide.</summary>
    public const double Bm25Weight = .5;

    /// <summary>The bi-encoder's weight.</summary>
    public const double SimilarityWeight = .5;

    /// <summary>The rank whose BM25 score, relative to the best, measures how clearly keywords decide.</summary>
    /// <remarks>5 to 20 do about as well.</remarks>
    public const int DecidingPlace = 10;

    /// <summary>Reciprocal rank fusion's constant, as in its paper.</summary>
    public const int RankConstant = 60;

    /// <summary>The cross-encoder's share of the final score where the bi-encoder took part in the first stage.</summary>
    public const double CrossEncoderWeight = .25;

    /// <summary>The cross-encoder's share where the first stage is keywords alone, which know much less than a cross-encoder.</summary>
    public const double CrossEncoderWeightOverKeywords = .8;

    /// <summary>The distance below the best logit at which a candidate gets half the share; 1 to 3 do about as well.</summary>
    public const double HalfLogit = 2;
}
