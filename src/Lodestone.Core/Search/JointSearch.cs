using System.Globalization;
using Lodestone.Encoders;
using Lodestone.Filtering;
using Lodestone.Search.Fusion;
using Lodestone.Search.Rerank;
using Lodestone.Search.Retrieval;
using Lodestone.Search.Trace;
using Lodestone.Storage;

namespace Lodestone.Search;

/// <summary>Searches several collections: each retrieves, and the candidates are shortlisted, reranked and ordered together.</summary>
internal sealed class JointSearch(IReadOnlyList<JointSource> sources, Reranker reranker, TimeProvider clock)
{
    /// <summary>Searches.</summary>
    /// <exception cref="ArgumentException">The query or an option is not accepted.</exception>
    public async Task<JointSearchResult> RunAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        Searcher.Validate(query, options);
        // By words alone, no bi-encoder has a part in the order.
        var comparable = HaveOneSpace() || options is { Retrieval: RetrievalMode.Keyword, Rerank.Enabled: false };
        if (!comparable && !options.Rerank.Enabled)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ScoresNotComparable,
                "Collections with different bi-encoders were searched without reranking, and their similarities are not comparable. " +
                "Rerank, search by words alone, or search collections of one bi-encoder.",
                nameof(options.Rerank));
        }

        if (options is { Strict: true, Filter: { } filter })
            FilterCheck.EnsureKnown(filter, await FieldsAsync(cancellationToken).ConfigureAwait(false));
        var tracer = new SearchTracer(clock);
        var each = options with
        {
            Rerank = SearchRerankOptions.Off,
            Top = options.MostHits,
            Skip = 0,
            PassagesPerDocument = 0,
            MinProbability = null,
            Strict = false,
        };
        var results = await Task.WhenAll(sources.Select(s => s.Searcher.SearchAsync(query, each, null, cancellationToken)))
            .ConfigureAwait(false);
        var candidates = results.SelectMany((r, i) => r.Hits.Select(h => new JointCandidate(i, h))).ToArray();
        Tell(tracer, results);
        if (comparable)
        {
            tracer.Findable = results.Sum(r => r.Trace.Findable ?? 0);
            tracer.Bm25Share = Fuse(candidates, tracer.Findable.Value, options.Fusion);
        }
        else
            TakeInTurn(candidates);
        Array.Sort(candidates, (a, b) => a.Fused.Rank.CompareTo(b.Fused.Rank));
        var scale = await RerankAsync(query, candidates, options, tracer, cancellationToken).ConfigureAwait(false);
        var answer = Answers.Judge(options, scale, tracer.Failed, [.. candidates.Select(c => (c.Outcome, c.Score?.Probability))]);
        if (comparable)
            tracer.RerankShare = Combine(candidates, options.Rerank, scale);
        else
            OrderByLogit(candidates, tracer);
        return Page(query, candidates, options, tracer, results, answer);
    }

    private bool HaveOneSpace() =>
        sources.Select(s => s.Space).OfType<string>().Distinct(StringComparer.Ordinal).Count() < 2;

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>>> FieldsAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, IReadOnlyList<MetadataKind>>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var (field, kinds) in await source.FieldsAsync(cancellationToken).ConfigureAwait(false))
                all[field] = [.. all.GetValueOrDefault(field, []).Union(kinds)];
        }

        return all;
    }

    private void Tell(SearchTracer tracer, SearchResult[] results)
    {
        for (var i = 0; i < results.Length; i++)
        {
            foreach (var notice in results[i].Trace.Notices.Where(n => !IsOfUnknownField(n, results[i])))
                tracer.Notice($"{sources[i].Folder}: {notice}");
            foreach (var stage in results[i].Trace.Stages.Where(s => s.Stage is not (StageTrace.Rerank or StageTrace.Show)))
                tracer.Add(stage.Failure is null ? stage : stage with { Failure = $"{sources[i].Folder}: {stage.Failure}" });
            tracer.Approximate |= results[i].Trace.Approximate;
        }

        var unknown = results[0].UnknownFields.AsEnumerable();
        foreach (var result in results)
            unknown = unknown.Intersect(result.UnknownFields, StringComparer.Ordinal);
        tracer.UnknownFields = [.. unknown];
    }

    // A field that another collection has is no mistake.
    private static bool IsOfUnknownField(string notice, SearchResult result) =>
        result.UnknownFields.Any(f => notice.Contains($"'{f}'", StringComparison.Ordinal));

    private static double Fuse(JointCandidate[] candidates, long findable, FusionOptions options)
    {
        var fused = new double[candidates.Length];
        double?[] bm25 = [.. candidates.Select(c => c.Hit.Bm25?.Score)];
        var bm25Share = ScoreFusion.Fuse(bm25, Similarity(candidates), findable, options, fused);
        Order(candidates, fused);
        for (var i = 0; i < candidates.Length; i++)
            (candidates[i].Fused, candidates[i].Final) = (new StageScore(fused[i], i + 1), fused[i]);
        return bm25Share;
    }

    // The best of each collection, then the second of each: ranks are all that is comparable before reranking.
    private static void TakeInTurn(JointCandidate[] candidates)
    {
        Array.Sort(candidates, (a, b) => (a.Hit.Rank, a.Source).CompareTo((b.Hit.Rank, b.Source)));
        for (var i = 0; i < candidates.Length; i++)
            (candidates[i].Fused, candidates[i].Final) = (new StageScore(1.0 / (i + 1), i + 1), 0);
    }

    // Returns the scale of the logits.
    private async Task<LogitScale?> RerankAsync(
        string query, JointCandidate[] candidates, SearchOptions options, SearchTracer tracer, CancellationToken cancellationToken)
    {
        if (Shortlist.ReasonToSkip(options, tracer, candidates) is { } reason)
        {
            tracer.Skip(StageTrace.Rerank, reason);
            return null;
        }

        using var stage = tracer.Begin(StageTrace.Rerank);
        try
        {
            var scorer = await reranker.OpenAsync(options, cancellationToken).ConfigureAwait(false);
            (tracer.Effort, stage.Model) = (scorer.Effort, scorer.Name);
            var pairs = new JointPairs(query, scorer);
            await Shortlist.ReadAsync(candidates, scorer.Depth, pairs, new RerankOptions(), options, tracer, stage, cancellationToken)
                .ConfigureAwait(false);
            return scorer.Scale;
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            return null;
        }
    }

    private static RerankShare? Combine(JointCandidate[] candidates, SearchRerankOptions options, LogitScale? scale)
    {
        if (!Array.Exists(candidates, c => c.Score is not null))
            return null;
        var final = new double[candidates.Length];
        double[] fused = [.. candidates.Select(c => c.Fused.Score)];
        double?[] logits = [.. candidates.Select(c => (double?)c.Score?.Logit)];
        double?[] read = [.. candidates.Select(c => (double?)c.Read?.Logit)];
        var hasSimilarity = Array.Exists(candidates, c => c.Hit.Similarity is not null);
        var share = ShareRule.Decide(options, scale, hasSimilarity, fused, read);
        ScoreFusion.Combine(fused, logits, share.Share, options.HalfLogit * (scale?.Scale ?? 1), final);
        Order(candidates, final);
        for (var i = 0; i < candidates.Length; i++)
            candidates[i].Final = final[i];
        return share;
    }

    private static void OrderByLogit(JointCandidate[] candidates, SearchTracer tracer)
    {
        foreach (var candidate in candidates)
            candidate.Final = candidate.Score?.Probability ?? 0;
        Array.Sort(candidates, (a, b) => (a.Score, b.Score) switch
        {
            (null, null) => a.Fused.Rank.CompareTo(b.Fused.Rank),
            (null, _) => 1,
            (_, null) => -1,
            _ when a.Score!.Logit != b.Score!.Logit => b.Score.Logit!.Value.CompareTo(a.Score.Logit!.Value),
            _ => JointCandidate.Compare(a, b),
        });
        if (candidates.Length > 0 && !Array.Exists(candidates, c => c.Score is not null))
        {
            tracer.Notice(
                "The collections have different bi-encoders and nothing was reranked: the hits are the best of each collection in turn.");
        }
    }

    private static JointSearchResult Page(
        string query,
        JointCandidate[] candidates,
        SearchOptions options,
        SearchTracer tracer,
        SearchResult[] results,
        AnswerVerdict answer)
    {
        var kept = BestOfEachDocument(candidates, options.PassagesPerDocument);
        int? below = null;
        if (options.MinProbability is { } least)
        {
            var found = kept.Count;
            kept = BestOfEachDocument([.. candidates.Where(c => c.Score?.Probability >= least)], options.PassagesPerDocument);
            below = found - kept.Count;
            if (kept.Count == 0)
                tracer.Notice($"No hit reached the minimum probability of {least.ToString(CultureInfo.InvariantCulture)}.");
        }

        var bm25 = Ranks(candidates, c => c.Hit.Bm25?.Score);
        var similarity = Ranks(candidates, c => c.Hit.Similarity?.Score);
        var logit = Ranks(candidates, c => c.Score?.Logit);
        JointCandidate[] page = [.. kept.Skip(options.Skip).Take(options.Top)];
        var hits = page.Select((c, i) => c.Hit with
        {
            Rank = options.Skip + i + 1,
            FinalScore = c.Final,
            Bm25 = Of(bm25, c),
            Similarity = Of(similarity, c),
            Fused = c.Fused,
            Logit = Of(logit, c),
            Probability = c.Score?.Probability,
            DroppedTokens = c.Score?.DroppedTokens ?? 0,
            Outcome = c.Outcome,
        });
        var result = new SearchResult(query, [.. hits], kept.Count, 0, tracer.Build())
        {
            UnknownFields = tracer.UnknownFields,
            BelowMinProbability = below,
            Answer = answer,
        };
        return new JointSearchResult(result, [.. page.Select(c => c.Source)]);
    }

    private static StageScore? Of(Dictionary<JointCandidate, StageScore> ranks, JointCandidate candidate) =>
        ranks.TryGetValue(candidate, out var score) ? score : null;

    private static Dictionary<JointCandidate, StageScore> Ranks(
        JointCandidate[] candidates, Func<JointCandidate, double?> score) => candidates
        .Where(c => score(c) is not null)
        .Order(Comparer<JointCandidate>.Create(
            (a, b) => score(b)!.Value.CompareTo(score(a)!.Value) is not 0 and var order ? order : JointCandidate.Compare(a, b)))
        .Select((c, i) => (c, i))
        .ToDictionary(c => c.c, c => new StageScore(score(c.c)!.Value, c.i + 1));

    private static List<JointCandidate> BestOfEachDocument(JointCandidate[] candidates, int most)
    {
        var taken = new Dictionary<(int Source, string Id), int>();
        return most == 0 ? [.. candidates] : [.. candidates.Where(c =>
        {
            var count = taken.GetValueOrDefault((c.Source, c.Hit.DocumentId));
            taken[(c.Source, c.Hit.DocumentId)] = count + 1;
            return count < most;
        })];
    }

    private static double?[] Similarity(JointCandidate[] candidates) => [.. candidates.Select(c => c.Hit.Similarity?.Score)];

    private static void Order(JointCandidate[] candidates, double[] scores)
    {
        var order = Enumerable.Range(0, candidates.Length).ToArray();
        Array.Sort(
            order,
            (a, b) => scores[b].CompareTo(scores[a]) is not 0 and var by ? by : JointCandidate.Compare(candidates[a], candidates[b]));
        JointCandidate[] ordered = [.. order.Select(i => candidates[i])];
        double[] sorted = [.. order.Select(i => scores[i])];
        ordered.CopyTo(candidates, 0);
        sorted.CopyTo(scores, 0);
    }
}

/// <summary>One of several collections that are searched together.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Searcher">Its searcher.</param>
/// <param name="Space">The checksum of its bi-encoder; null while it is empty.</param>
/// <param name="FieldsAsync">Reads the fields that its documents have.</param>
internal sealed record JointSource(
    string Folder,
    Searcher Searcher,
    string? Space,
    Func<CancellationToken, Task<IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>>>> FieldsAsync);

/// <summary>A candidate of one of the collections.</summary>
internal sealed class JointCandidate(int source, Hit hit) : ShortlistEntry
{
    public int Source => source;

    public Hit Hit => hit;

    public double Final { get; set; }

    /// <summary>The text that a reranker reads.</summary>
    public string Input => StoredPassage.InputOf(hit.Title, hit.Heading, hit.Text);

    /// <summary>The order of equal scores: by document id, then collection, then passage.</summary>
    public static int Compare(JointCandidate a, JointCandidate b)
    {
        var byId = string.CompareOrdinal(a.Hit.DocumentId, b.Hit.DocumentId);
        return byId != 0 ? byId : (a.Source, a.Hit.Passage).CompareTo((b.Source, b.Hit.Passage));
    }
}

/// <summary>Scores the texts of candidates, which are of several collections: none has a score from an earlier search.</summary>
internal sealed class JointPairs(string query, TextScorer scorer) : IPairScorer<JointCandidate>
{
    public RerankScore? Known(JointCandidate candidate) => null;

    public Task<RerankResult> ScoreAsync(JointCandidate[] candidates, RerankOptions options, CancellationToken cancellationToken) =>
        scorer.ScoreAsync(query, [.. candidates.Select(c => c.Input)], options, cancellationToken);
}
