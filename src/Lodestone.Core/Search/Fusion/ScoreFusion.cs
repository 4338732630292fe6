using System.Runtime.InteropServices;
using Lodestone.Encoders;

namespace Lodestone.Search.Fusion;

/// <summary>
/// Fuses the scores of one query's candidates. Index i of every span is candidate i; null marks a stage without a score for it, and
/// counts as that stage's worst. A candidate that no stage ranks below another is not ranked below it here. The caller breaks ties.
/// </summary>
/// <remarks>Scores are finite numbers; anything else is an <see cref="ArgumentException"/>, never a rank.</remarks>
internal static class ScoreFusion
{
    /// <summary>
    /// Fuses the first stage's scores: 0 to 1 for min-max, else the sum of weighted reciprocal ranks. A list without any score has no
    /// share, so keywords or vectors alone are on the same scale as both.
    /// </summary>
    /// <param name="bm25">BM25's score of each candidate.</param>
    /// <param name="similarity">The bi-encoder's score of each candidate.</param>
    /// <param name="findable">The number of passages that the search might find: those of the collection, or of the filter.</param>
    /// <param name="options">The method and the weights.</param>
    /// <param name="fused">Receives the fused scores.</param>
    /// <returns>BM25's share of the fused score, 0 to 1.</returns>
    public static double Fuse(
        ReadOnlySpan<double?> bm25, ReadOnlySpan<double?> similarity, long findable, FusionOptions options, Span<double> fused)
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
            keywordWeight *= KeywordConfidence.Of(bm25, findable);
        var sum = keywordWeight + vectorWeight;
        if (sum == 0)
            return 0;
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

        return keywordWeight / sum;
    }

    /// <summary>
    /// Computes the final scores, 0 to 1: (1 - w) times the fused score, normalised to 0 to 1, plus w / (1 + (best logit - logit) / h),
    /// with w the cross-encoder's share and h the half logit. A candidate that was not reranked gets 0 for the second part, as if its
    /// logit were far below all. So when the first N of the fused order are reranked, the rest follow in that order; and reranking more
    /// changes no score unless it finds a better best logit. Without any logit the order is the fused one.
    /// </summary>
    public static void Combine(
        ReadOnlySpan<double> fused, ReadOnlySpan<double?> logit, double share, double halfLogit, Span<double> final)
    {
        ValidateLength(fused.Length, final.Length, nameof(fused));
        ValidateLength(logit.Length, final.Length, nameof(logit));
        var reranked = MinMaxRange.Over(logit, nameof(logit));
        var weight = reranked.Any ? share : 0;
        var stageOne = MinMaxRange.Over(fused, nameof(fused));
        for (var i = 0; i < final.Length; i++)
        {
            final[i] = (1 - weight) * stageOne.Scaled(fused[i]);
            if (logit[i] is { } value)
                final[i] += weight / (1 + ((reranked.Max - value) / halfLogit));
        }
    }

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

    // The usual confidence, and the number of findable passages at which a query's own counts as much as that.
    private const double Usual = .5;
    private const double HalfFindable = 30;

    /// <summary>
    /// 1 - (score at <see cref="DecidingRank"/> / best score), drawn towards the usual value where few passages can be found. BM25 has a
    /// natural zero (none of the query's words), so the ratio is meaningful: near 1 where a rare word or a whole phrase picks out a few
    /// passages, near 0 where many passages share everyday words. A shorter list holds every match, so the next passage counts as 0.
    /// Among ten passages every word looks rare, so the ratio says less the fewer passages there are.
    /// </summary>
    public static double Of(ReadOnlySpan<double?> bm25, long findable) =>
        ((Math.Max(0, findable) * Decided(bm25)) + (HalfFindable * Usual)) / (Math.Max(0, findable) + HalfFindable);

    private static double Decided(ReadOnlySpan<double?> bm25)
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

/// <summary>
/// The cross-encoder's share of a query's final score, from the best logit among the first passages of the fused order.
/// </summary>
/// <remarks>
/// <para>
/// A cross-encoder that found an answer is trusted with the order; one that found none knows as little as the first stages, whose order
/// then counts. The material is the same whatever is asked for: depth, page and number of hits do not change it. A passage counts by how
/// far its fused score is above that of the first passage outside, up to a full count, so that the share is continuous where the passages
/// at the border change places, and it is drawn towards a usual share where little material counts. One fused score or normalised logit
/// that moves by d moves the share by at most <see cref="Lipschitz"/> times d.
/// </para>
/// <para>docs/quality.md has the figures, also those with every collection left out of its own fitting.</para>
/// </remarks>
internal static class ShareRule
{
    /// <summary>The number of passages that the share is computed from.</summary>
    public const int Material = 10;

    /// <summary>The fixed share where logits have no known scale.</summary>
    public const double Fixed = .25;

    /// <summary>The fixed share over keywords alone, which know much less than a cross-encoder.</summary>
    public const double OverKeywords = .8;

    /// <summary>The bound of the share's change by a change of one score.</summary>
    public const double Lipschitz = 100;

    // The share of a cross-encoder that found nothing; one that is sure has all.
    private const double Least = .15;

    // The best logit at which the share is half way, and the distance in which it changes.
    private const double MiddleLogit = 4;
    private const double LogitRange = 2;

    // The usual share, and the material that counts as much as it.
    private const double Usual = .4;
    private const double UsualCount = 2;

    // The fused difference to the first passage outside from which a passage counts fully.
    private const double FullCount = .05;

    // Beyond these a logit is as low, and as sure, as it can be.
    private const double LeastLogit = -6;
    private const double MostLogit = 12;

    /// <summary>Decides the share of one search.</summary>
    /// <param name="options">The options of the search.</param>
    /// <param name="scale">The scale of the logits; null for a reranker without one.</param>
    /// <param name="hasSimilarity">Whether the bi-encoder found any candidate.</param>
    /// <param name="fused">The fused scores of all candidates, best first.</param>
    /// <param name="logits">The logits of the same candidates; null for one that was not read.</param>
    public static RerankShare Decide(
        SearchRerankOptions options, LogitScale? scale, bool hasSimilarity, ReadOnlySpan<double> fused, ReadOnlySpan<double?> logits)
    {
        if (options.CrossEncoderWeight is { } weight)
            return new RerankShare { Share = weight, Basis = RerankShareBasis.Option };
        if (!hasSimilarity)
            return new RerankShare { Share = OverKeywords, Basis = RerankShareBasis.KeywordsAlone };
        if (scale is null)
            return new RerankShare { Share = Fixed, Basis = RerankShareBasis.NoScale };
        var all = MinMaxRange.Over(fused, nameof(fused));
        var count = Math.Min(fused.Length, Material + 1);
        var (scaled, normal) = (new double[count], new double?[count]);
        for (var i = 0; i < count; i++)
            (scaled[i], normal[i]) = (all.Scaled(fused[i]), logits[i] is { } logit ? scale.Normalize(logit) : null);
        var (share, passages, best) = Of(scaled, normal);
        return new RerankShare { Share = share, Basis = RerankShareBasis.Scores, Passages = passages, BestLogit = best };
    }

    /// <summary>Computes the share from scores.</summary>
    /// <param name="fused">The fused scores, 0 to 1, best first: of the material, and of the first passage after it.</param>
    /// <param name="logits">The normalised logits of the same passages; null for one that was not read.</param>
    /// <returns>The share, the number of passages that were read, and their best logit, each lowered by what it does not count.</returns>
    public static (double Share, int Passages, double BestLogit) Of(ReadOnlySpan<double> fused, ReadOnlySpan<double?> logits)
    {
        var outside = fused.Length > Material ? fused[Material] : double.NegativeInfinity;
        var (passages, count, best) = (0, 0.0, LeastLogit);
        for (var i = 0; i < Math.Min(fused.Length, Material); i++)
        {
            if (logits[i] is not { } logit)
                continue;
            var part = Math.Clamp((fused[i] - outside) / FullCount, 0, 1);
            passages++;
            count += part;
            best = Math.Max(best, LeastLogit + (part * (Math.Clamp(logit, LeastLogit, MostLogit) - LeastLogit)));
        }

        var share = Least + ((1 - Least) / (1 + Math.Exp((MiddleLogit - best) / LogitRange)));
        return (((count * share) + (UsualCount * Usual)) / (count + UsualCount), passages, best);
    }
}

/// <summary>Judges whether the best hit of a search looks like an answer.</summary>
internal static class Answers
{
    /// <summary>The threshold of a calibrated model. docs/quality.md has the figures.</summary>
    public const double Threshold = .02;

    /// <param name="options">The options of a search in words.</param>
    /// <param name="scale">The scale of the reranker's logits; null for a reranker without one.</param>
    /// <param name="failed">Whether a stage failed.</param>
    /// <param name="ranked">The outcome of every candidate, and its probability if it was reranked.</param>
    public static AnswerVerdict Judge(
        SearchOptions options, LogitScale? scale, bool failed, (RerankOutcome Outcome, double? Probability)[] ranked)
    {
        if (!options.Rerank.Enabled || failed)
            return AnswerVerdict.NotJudged;
        if (ranked.Length == 0)
            return AnswerVerdict.No;
        // A passage that was not read in time may be the answer.
        if (Array.Exists(ranked, c => c.Outcome is RerankOutcome.OutOfTime or RerankOutcome.NotAsked or RerankOutcome.Pending))
            return AnswerVerdict.NotJudged;
        if ((options.AnswerProbability ?? (scale is null ? null : Threshold)) is not { } least)
            return AnswerVerdict.NotJudged;
        return Array.Exists(ranked, c => c.Probability >= least) ? AnswerVerdict.Yes : AnswerVerdict.No;
    }
}
