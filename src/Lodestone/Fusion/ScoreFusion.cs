namespace Lodestone;

/// <summary>
/// Joins the scores of one query's candidates. Index i of every span is candidate i; null is a stage that gave it no score. Raising one
/// of a candidate's scores never puts it below a candidate it was above; ties are the caller's to break.
/// </summary>
internal static class ScoreFusion
{
    /// <summary>Joins stage one's scores. What no list has gets 0.</summary>
    public static void Fuse(
        ReadOnlySpan<double?> bm25, ReadOnlySpan<double?> similarity, FusionOptions options, Span<double> fused)
    {
        options.Demand();
        DemandLength(bm25.Length, fused.Length, nameof(bm25));
        DemandLength(similarity.Length, fused.Length, nameof(similarity));
        fused.Clear();

        // A list that is not there has no share, so that keywords or vectors alone give scores on the same scale.
        var keyword = Any(bm25) ? options.Bm25Weight : 0;
        var dense = Any(similarity) ? options.SimilarityWeight : 0;
        var sum = keyword + dense;
        if (sum == 0)
            return;
        if (options.Method == FusionMethod.MinMax)
        {
            MinMaxScale.Over(bm25).AddTo(fused, bm25, keyword / sum);
            MinMaxScale.Over(similarity).AddTo(fused, similarity, dense / sum);
        }
        else
        {
            ReciprocalRanks.AddTo(fused, bm25, keyword / sum, options.RankConstant);
            ReciprocalRanks.AddTo(fused, similarity, dense / sum, options.RankConstant);
        }
    }

    /// <summary>
    /// Joins the fused score with the cross-encoder's. Without any logit the final scores are the fused ones; a candidate that was not
    /// reranked counts as the worst of those that were, so candidates beyond the depth keep their fused order and follow.
    /// </summary>
    public static void Combine(
        ReadOnlySpan<double?> bm25,
        ReadOnlySpan<double?> similarity,
        ReadOnlySpan<double> fused,
        ReadOnlySpan<double?> logit,
        CombineOptions options,
        Span<double> final)
    {
        options.Demand();
        DemandLength(bm25.Length, final.Length, nameof(bm25));
        DemandLength(similarity.Length, final.Length, nameof(similarity));
        DemandLength(fused.Length, final.Length, nameof(fused));
        DemandLength(logit.Length, final.Length, nameof(logit));
        fused.CopyTo(final);
        if (!Any(logit))
            return;
        foreach (ref var score in final)
            score *= 1 - options.CrossEncoderWeight;
        MinMaxScale.Over(logit).AddTo(final, logit, options.CrossEncoderWeight);
    }

    private static bool Any(ReadOnlySpan<double?> scores)
    {
        foreach (var score in scores)
        {
            if (score.HasValue)
                return true;
        }

        return false;
    }

    private static void DemandLength(int found, int expected, string name)
    {
        if (found != expected)
            throw new ArgumentException($"{name} has {found} scores, the result room for {expected}; both are one per candidate.", name);
    }
}
