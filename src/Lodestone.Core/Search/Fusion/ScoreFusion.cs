using System.Runtime.InteropServices;

namespace Lodestone.Search.Fusion;

/// <summary>
/// Fuses the scores of one query's candidates. Index i of every span is candidate i; null marks a stage without a score for it, and
/// counts as that stage's worst. A candidate that no stage ranks below another is not ranked below it here. The caller breaks ties.
/// </summary>
/// <remarks>Scores are finite numbers; anything else is an <see cref="ArgumentException"/>, never a rank.</remarks>
internal static class ScoreFusion
{
    // docs/quality.md has the figures. Keywords alone know much less than a cross-encoder, so it then has the larger share.
    private const double CrossEncoderWeight = .25;
    private const double CrossEncoderWeightOverKeywords = .8;

    /// <summary>
    /// Fuses the first stage's scores: 0 to 1 for min-max, else the sum of weighted reciprocal ranks. A list without any score has no
    /// share, so keywords or vectors alone are on the same scale as both.
    /// </summary>
    public static void Fuse(
        ReadOnlySpan<double?> bm25, ReadOnlySpan<double?> similarity, FusionOptions options, Span<double> fused)
    {
        options.Validate();
        ValidateLength(bm25.Length, fused.Length, nameof(bm25));
        ValidateLength(similarity.Length, fused.Length, nameof(similarity));
        var keywords = MinMaxRange.Over(bm25, nameof(bm25));
        var vectors = MinMaxRange.Over(similarity, nameof(similarity));
        fused.Clear();
        var keywordWeight = keywords.Any ? options.Bm25Weight : 0;
        var vectorWeight = vectors.Any ? options.SimilarityWeight : 0;
        if (options is { AdaptBm25: true, Method: FusionMethod.MinMax } && vectorWeight > 0)
            keywordWeight *= KeywordConfidence.Of(bm25);
        var sum = keywordWeight + vectorWeight;
        if (sum == 0)
            return;
        if (options.Method == FusionMethod.MinMax)
        {
            keywords.AddScaled(bm25, keywordWeight / sum, fused);
            vectors.AddScaled(similarity, vectorWeight / sum, fused);
        }
        else
        {
            ReciprocalRanks.Add(bm25, keywordWeight / sum, options.RankConstant, fused);
            ReciprocalRanks.Add(similarity, vectorWeight / sum, options.RankConstant, fused);
        }
    }

    /// <summary>
    /// Computes the final scores, 0 to 1: (1 - w) times the fused score, normalised to 0 to 1, plus w / (1 + (best logit - logit) / h),
    /// with w the cross-encoder's weight and h the half logit. A candidate that was not reranked gets 0 for the second part, as if its
    /// logit were far below all. So when the first N of the fused order are reranked, the rest follow in that order; and reranking more
    /// changes no score unless it finds a better best logit. Without any logit the order is the fused one.
    /// </summary>
    /// <remarks>The similarities only show whether the bi-encoder took part in the first stage, which decides the default of w.</remarks>
    public static void Combine(
        ReadOnlySpan<double?> similarity,
        ReadOnlySpan<double> fused,
        ReadOnlySpan<double?> logit,
        double? crossEncoderWeight,
        double halfLogit,
        Span<double> final)
    {
        ValidateLength(similarity.Length, final.Length, nameof(similarity));
        ValidateLength(fused.Length, final.Length, nameof(fused));
        ValidateLength(logit.Length, final.Length, nameof(logit));
        var reranked = MinMaxRange.Over(logit, nameof(logit));
        var weight = reranked.Any ? crossEncoderWeight ?? DefaultWeight(similarity) : 0;
        var stageOne = MinMaxRange.Over(fused, nameof(fused));
        for (var i = 0; i < final.Length; i++)
        {
            final[i] = (1 - weight) * stageOne.Scaled(fused[i]);
            if (logit[i] is { } value)
                final[i] += weight / (1 + ((reranked.Max - value) / halfLogit));
        }
    }

    private static double DefaultWeight(ReadOnlySpan<double?> similarity) => MinMaxRange.Over(similarity, nameof(similarity)).Any
        ? CrossEncoderWeight
        : CrossEncoderWeightOverKeywords;

    private static void ValidateLength(int found, int expected, string name)
    {
        if (found != expected)
        {
            throw new InvalidArgumentException(
                ErrorCodes.CountsDiffer, $"{name} has {found} scores, the result room for {expected}; both are one per candidate.", name);
        }
    }
}

/// <summary>The confidence that keywords decide a query, 0 to 1.</summary>
internal static class KeywordConfidence
{
    // 5 to 20 do about as well.
    private const int DecidingRank = 10;

    /// <summary>
    /// 1 - (score at <see cref="DecidingRank"/> / best score). BM25 has a natural zero (none of the query's words), so
    /// the ratio is meaningful: near 1 where a rare word or a whole phrase picks out a few passages, near 0 where many passages share
    /// everyday words. A shorter list holds every match, so the next passage counts as 0.
    /// </summary>
    public static double Of(ReadOnlySpan<double?> bm25)
    {
        Span<double> best = stackalloc double[DecidingRank];
        best.Clear();
        foreach (var score in bm25)
        {
            if (score is not { } value || value <= best[^1])
                continue;
            var place = best.Length - 1;
            for (; place > 0 && best[place - 1] < value; place--)
                best[place] = best[place - 1];
            best[place] = value;
        }

        return best[0] > 0 ? 1 - (best[^1] / best[0]) : 0;
    }
}

/// <summary>Reciprocal ranks of one list. Equal scores share the better rank, so the order of candidates does not matter.</summary>
internal static class ReciprocalRanks
{
    public static void Add(ReadOnlySpan<double?> scores, double weight, int constant, Span<double> sums)
    {
        var (values, indices) = (new double[scores.Length], new int[scores.Length]);
        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } score)
                (values[count], indices[count++]) = (-score, i);
        }

        values.AsSpan(0, count).Sort(indices.AsSpan(0, count));
        var rank = 0;
        for (var place = 0; place < count; place++)
        {
            if (place == 0 || values[place] != values[place - 1])
                rank = place + 1;
            sums[indices[place]] += weight / (constant + rank);
        }
    }
}

/// <summary>The range of one stage's scores, validated to be finite numbers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MinMaxRange(double Min, double Max)
{
    public bool Any => Min <= Max;

    public static MinMaxRange Over(ReadOnlySpan<double?> scores, string name)
    {
        var list = new MinMaxRange(double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
        {
            if (score is { } value)
                list = list.With(value, name);
        }

        return list;
    }

    public static MinMaxRange Over(ReadOnlySpan<double> scores, string name)
    {
        var list = new MinMaxRange(double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in scores)
            list = list.With(score, name);
        return list;
    }

    /// <summary>0 for the list's worst score to 1 for its best. Equal scores are all 1: found, and none better.</summary>
    public double Scaled(double score)
    {
        var range = Max - Min;
        if (range == 0)
            return 1;
        return double.IsFinite(range) ? (score - Min) / range : ((score / 2) - (Min / 2)) / ((Max / 2) - (Min / 2));
    }

    public void AddScaled(ReadOnlySpan<double?> scores, double weight, Span<double> sums)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is { } score)
                sums[i] += weight * Scaled(score);
        }
    }

    private MinMaxRange With(double score, string name) => double.IsFinite(score)
        ? new MinMaxRange(Math.Min(Min, score), Math.Max(Max, score))
        : throw new InvalidArgumentException(
            ErrorCodes.ValueNotFinite, $"A score is {score}; scores are finite numbers, or null where a stage gave none.", name);
}
