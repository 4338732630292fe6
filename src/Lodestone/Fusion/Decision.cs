namespace Lodestone;

/// <summary>How far keywords decide a query, 0 to 1.</summary>
internal static class Decision
{
    /// <summary>
    /// 1 - (score at <see cref="FusionDefaults.DecidingPlace"/> / best score). BM25 has a natural zero (none of the query's words), so
    /// the ratio means something: where a rare word or a whole phrase picks out a few passages it is near 1, where many passages share
    /// everyday words, near 0. A list that ends sooner has all that match: the next passage has 0.
    /// </summary>
    public static double Of(ReadOnlySpan<double?> bm25)
    {
        Span<double> best = stackalloc double[FusionDefaults.DecidingPlace];
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
