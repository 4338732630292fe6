namespace Lodestone;

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
