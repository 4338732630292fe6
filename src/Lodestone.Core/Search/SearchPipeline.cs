using Lodestone.Search.Fusion;
using Lodestone.Search.Reranking;
using Lodestone.Search.Retrieval;
using Lodestone.Search.Tracing;
using Lodestone.Snapshots;

namespace Lodestone.Search;

/// <summary>Retrieve, fuse, rerank, combine: one search over one state of a collection.</summary>
internal sealed class SearchPipeline(FirstStages firstStages, RerankStep reranker, string? rerankTokenizer)
{
    public async Task<SearchResult> RunAsync(
        string query,
        SearchOptions options,
        SearchLease lease,
        TraceBuilder trace,
        Action<SearchResult>? fused,
        CancellationToken cancellationToken)
    {
        var page = new HitPage(query, options, lease);
        var found = await firstStages.RunAsync(query, options, lease, trace, cancellationToken).ConfigureAwait(false);
        var ranked = await trace.RunAsync(SearchStages.Fuse, report => Task.FromResult(Fuse(found, options, lease, report)))
            .ConfigureAwait(false) ?? throw trace.AllFailed();
        if (fused is not null)
            fused(await PreviewAsync(query, ranked, page, options, lease, trace).ConfigureAwait(false));
        await RerankAsync(query, ranked, options, lease, trace, cancellationToken).ConfigureAwait(false);

        var final = Combine(ranked, options);
        var hits = OnePerDocument(final, options.PassagesPerDocument);
        var shown = await trace.RunAsync(SearchStages.Show, report => Task.FromResult(page.Show(hits, report)))
            .ConfigureAwait(false) ?? throw trace.AllFailed();
        return new SearchResult(query, shown, hits.Count, lease.Sequence, trace.Build());
    }

    private static async Task<SearchResult> PreviewAsync(
        string query, Candidate[] ranked, HitPage page, SearchOptions options, SearchLease lease, TraceBuilder trace)
    {
        var hits = OnePerDocument(ranked, options.PassagesPerDocument);
        var shown = await trace.RunAsync(SearchStages.Preview, report => Task.FromResult(page.Show(hits, report)))
            .ConfigureAwait(false) ?? throw trace.AllFailed();
        if (options.Rerank.Enabled)
        {
            shown = [.. shown.Select(h => h with
            {
                Outcome = h.Fused.Rank <= options.Rerank.Depth ? RerankOutcome.Pending : RerankOutcome.BelowDepth,
            })];
        }

        return new SearchResult(query, shown, hits.Count, lease.Sequence, trace.Build());
    }

    private static Candidate[] Fuse(FirstStageResult found, SearchOptions options, SearchLease lease, StageReport report)
    {
        var candidates = new Dictionary<long, Candidate>();
        foreach (var passage in lease.Store.ReadPlaces(found.Keys()))
            candidates.Add(passage.Key, new Candidate(passage));
        foreach (var (candidate, score, rank) in Places(found.Keyword, candidates))
            candidate.Bm25 = new Bm25Place(score, rank);
        foreach (var (candidate, score, rank) in Places(found.Dense, candidates))
            candidate.Similarity = new SimilarityPlace(score, rank);

        var ranked = candidates.Values.ToArray();
        Array.Sort(ranked, Candidate.CompareIdentity);
        var fused = new double[ranked.Length];
        ScoreFusion.Fuse(Bm25(ranked), Similarity(ranked), options.Fusion, fused);
        Order(ranked, fused);
        for (var i = 0; i < ranked.Length; i++)
        {
            ranked[i].Fused = new FusedPlace(fused[i], i + 1);
            ranked[i].FinalScore = fused[i];
        }

        report.Count = ranked.Length;
        return ranked;
    }

    // The indexes know no documents, and give equal scores in the order of writing.
    private static IEnumerable<(Candidate Candidate, double Score, int Rank)> Places(Retrieved list, Dictionary<long, Candidate> candidates)
    {
        Candidate[] placed = [.. list.Keys.Select(key => candidates[key])];
        double[] scores = [.. list.Scores];
        Order(placed, scores);
        return placed.Zip(scores).Select((pair, i) => (pair.First, pair.Second, i + 1));
    }

    private async Task RerankAsync(
        string query,
        Candidate[] ranked,
        SearchOptions options,
        SearchLease lease,
        TraceBuilder trace,
        CancellationToken cancellationToken)
    {
        if (!options.Rerank.Enabled)
        {
            trace.Skip(SearchStages.Rerank, "switched off");
            return;
        }

        if (ranked.Length == 0)
        {
            trace.Skip(SearchStages.Rerank, "there are no candidates");
            return;
        }

        var left = options.Budget - trace.Elapsed;
        if (left <= TimeSpan.Zero)
        {
            foreach (var candidate in ranked)
                candidate.Outcome = RerankOutcome.OutOfTime;
            trace.Skip(SearchStages.Rerank, "the first stage spent the budget");
            return;
        }

        var scored = await trace.RunAsync(SearchStages.Rerank, report =>
            reranker.RunAsync(query, ranked, options, lease.Store, rerankTokenizer, left, report, cancellationToken))
            .ConfigureAwait(false);
        if (scored is null)
            return;
        var cut = scored.Count(c => c.Rerank!.DroppedTokens > 0);
        if (cut > 0)
            trace.Notice($"The cross-encoder read {cut} of {scored.Count} passages only in part: they do not fit beside the query.");
        var late = ranked.Count(c => c.Outcome == RerankOutcome.OutOfTime);
        if (late > 0)
            trace.Notice($"The budget was spent before {late} passages were reranked; they keep their fused order.");
    }

    private static Candidate[] Combine(Candidate[] ranked, SearchOptions options)
    {
        if (!Array.Exists(ranked, c => c.CrossEncoder is not null))
            return ranked;
        var final = new double[ranked.Length];
        double[] fused = [.. ranked.Select(c => c.Fused.FusedScore)];
        double?[] logits = [.. ranked.Select(c => (double?)c.CrossEncoder?.Logit)];
        ScoreFusion.Combine(Similarity(ranked), fused, logits, options.Rerank.Combine, final);
        Order(ranked, final);
        for (var i = 0; i < ranked.Length; i++)
            ranked[i].FinalScore = final[i];
        return ranked;
    }

    private static double?[] Bm25(Candidate[] candidates) => [.. candidates.Select(c => c.Bm25?.Bm25Score)];

    private static double?[] Similarity(Candidate[] candidates) => [.. candidates.Select(c => c.Similarity?.Similarity)];

    private static void Order(Candidate[] candidates, double[] scores)
    {
        var order = Enumerable.Range(0, candidates.Length).ToArray();
        Array.Sort(order, (left, right) =>
        {
            var byScore = scores[right].CompareTo(scores[left]);
            return byScore != 0 ? byScore : Candidate.CompareIdentity(candidates[left], candidates[right]);
        });
        Candidate[] ordered = [.. order.Select(i => candidates[i])];
        double[] sorted = [.. order.Select(i => scores[i])];
        ordered.CopyTo(candidates, 0);
        sorted.CopyTo(scores, 0);
    }

    private static List<Candidate> OnePerDocument(Candidate[] ranked, int most)
    {
        if (most == 0)
            return [.. ranked];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = new List<Candidate>(ranked.Length);
        foreach (var candidate in ranked)
        {
            var count = seen.GetValueOrDefault(candidate.Passage.DocumentId);
            if (count >= most)
                continue;
            seen[candidate.Passage.DocumentId] = count + 1;
            kept.Add(candidate);
        }

        return kept;
    }
}
