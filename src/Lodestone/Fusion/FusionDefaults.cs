namespace Lodestone;

/// <summary>The defaults of fusion, in one place for code, help and documentation. docs/quality.md has the measurements.</summary>
public static class FusionDefaults
{
    /// <summary>BM25's share of the fused score.</summary>
    public const double Bm25Weight = .25;

    /// <summary>The bi-encoder's share of the fused score.</summary>
    public const double SimilarityWeight = .75;

    /// <summary>Reciprocal rank fusion's constant, as in its paper.</summary>
    public const int RankConstant = 60;

    /// <summary>The cross-encoder's share of the final score.</summary>
    public const double CrossEncoderWeight = .2;
}
