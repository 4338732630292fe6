using System.Globalization;
using System.Runtime.CompilerServices;
using Lodestone.Diagnostics;
using Lodestone.Filtering;
using Lodestone.Search.Fusion;
using Lodestone.Search.Rerank;
using Lodestone.Search.Retrieval;
using Lodestone.Search.Trace;
using Lodestone.Snapshots;
using Lodestone.Storage;

namespace Lodestone.Search;

/// <summary>Runs searches, each over the newest snapshot: retrieve, fuse, rerank, combine, show.</summary>
internal sealed class Searcher(SnapshotHistory history, Reranker reranker, TimeProvider clock, CollectionLog log)
{
    // A writer saves rarely, so a reader retrieves once more at most, unless a writer does nothing but save.
    private const int MostAttempts = 4;

    private static readonly Dictionary<string, IReadOnlyList<MetadataKind>> NoFields = [];

    /// <summary>Searches.</summary>
    /// <param name="query">The query.</param>
    /// <param name="options">How to search.</param>
    /// <param name="fused">Receives the result before reranking, once. Default: not wanted.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    public async Task<SearchResult> SearchAsync(
        string query, SearchOptions options, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        Validate(query, options);
        return await SearchAsync(query, null, options, fused, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Searches near a vector or a document, by meaning alone: there are no words to match or to rerank by.</summary>
    /// <exception cref="ArgumentException">
    /// The vector has a number that is not finite or another length, there is no such document, or an option is out of range.
    /// </exception>
    public Task<SearchResult> SearchNearAsync(SearchTarget near, SearchOptions options, CancellationToken cancellationToken)
    {
        if (options.Retrieval == RetrievalMode.Keyword)
            throw new InvalidRangeException(nameof(options.Retrieval), options.Retrieval, "Hybrid or Dense, since there are no words");
        options = options with { Retrieval = RetrievalMode.Dense, Rerank = SearchRerankOptions.Off };
        options.Validate();
        return SearchAsync("", near, options, null, cancellationToken);
    }

    private async Task<SearchResult> SearchAsync(
        string query, SearchTarget? near, SearchOptions options, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        using var activity = LodestoneDiagnostics.Activities.StartActivity("lodestone.search");
        var (run, retrieved) = await RetrieveAsync(query, near, options, cancellationToken).ConfigureAwait(false);
        SearchResult result;
        if (run is null)
        {
            if (near?.DocumentId is { } id)
                throw Retriever.NotFound(id);
            var tracer = new SearchTracer(clock);
            tracer.Notice("The collection is empty.");
            if (options.Filter is { } filter)
            {
                if (options.Strict)
                    FilterCheck.EnsureKnown(filter, NoFields);
                tracer.UnknownFields = FilterCheck.UnknownFields(filter, NoFields);
            }

            result = new SearchResult(query, [], 0, 0, tracer.Build())
            {
                UnknownFields = tracer.UnknownFields,
                BelowMinProbability = options.MinProbability is null ? null : 0,
                Answer = near is null && options.Rerank.Enabled ? AnswerVerdict.No : AnswerVerdict.NotJudged,
            };
            fused?.Invoke(result);
        }
        else
        {
            using var held = run.Held;
            result = await RankAsync(run, retrieved!, fused, cancellationToken).ConfigureAwait(false);
        }

        if (result.Trace.Degraded)
            log.Degraded(result.Trace);
        activity?.SetTag("lodestone.hits", result.Hits.Count);
        LodestoneDiagnostics.SearchDuration.Record(result.Trace.Elapsed.TotalSeconds);
        return result;
    }

    /// <summary>Searches up to the final order, and returns the ranking of every stage; reads no texts.</summary>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    public async Task<StageRankings> RankByStageAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        Validate(query, options);
        var (run, retrieved) = await RetrieveAsync(query, null, options, cancellationToken).ConfigureAwait(false);
        if (run is null)
            return Rankings([], new SearchTracer(clock));
        using var held = run.Held;
        var ranked = await StoreThreads.RunAsync(() => Fuse(run, retrieved!), cancellationToken).ConfigureAwait(false);
        await reranker.RunAsync(run, ranked, cancellationToken).ConfigureAwait(false);
        Combine(run, ranked);
        return Rankings(ranked, run.Tracer);
    }

    /// <summary>Searches, and returns the fused result while reranking is in flight.</summary>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    public IAsyncEnumerable<SearchResult> SearchStepsAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        Validate(query, options);
        return StepsAsync(query, options, cancellationToken);
    }

    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    internal static void Validate(string query, SearchOptions options)
    {
        if (Document.IsBlank(query))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueryBlank, "The query is blank. Say in plain words what is looked for.", nameof(query));
        }

        if (query.Length > SearchOptions.MaxQueryLength)
        {
            throw new InvalidArgumentException(ErrorCodes.QueryTooLong, string.Create(CultureInfo.InvariantCulture,
                $"The query has {query.Length} characters; at most {SearchOptions.MaxQueryLength} are accepted. Shorten it."),
                nameof(query));
        }

        options.Validate();
    }

    private async IAsyncEnumerable<SearchResult> StepsAsync(
        string query, SearchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The caller that awaits the first result continues on another thread, so that it does not block the search.
        var fused = new TaskCompletionSource<SearchResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var search = Task.Run(() => SearchAsync(query, options, fused.SetResult, stop.Token), CancellationToken.None);
        try
        {
            // A search that fails early has no fused result.
            if (await Task.WhenAny(fused.Task, search).ConfigureAwait(false) == fused.Task || fused.Task.IsCompleted)
                yield return await fused.Task.ConfigureAwait(false);
            yield return await search.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)search).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A reader in another process may have read vectors that a save of the writer overwrote meanwhile; then it retrieves again. The later
    // stages read the store alone, whose transaction is one consistent snapshot, whichever process writes.
    private async Task<(SearchRun? Run, Retrieved? Retrieved)> RetrieveAsync(
        string query, SearchTarget? near, SearchOptions options, CancellationToken cancellationToken)
    {
        var ticket = WorkTicket.Take();
        for (var attempt = 1; ; attempt++)
        {
            var save = history.LastSave();
            var tracer = new SearchTracer(clock);
            if (await history.AcquireAsync(cancellationToken).ConfigureAwait(false) is not { } held)
                return default;
            foreach (var notice in history.Notices)
                tracer.Notice(notice);
            var keep = false;
            try
            {
                var run = new SearchRun(query, options, held, tracer, ticket) { Near = near };
                var retrieved = await Retriever.RunAsync(run, cancellationToken).ConfigureAwait(false);
                keep = save is null || attempt == MostAttempts || history.LastSave() == save;
                if (keep)
                    return (run, retrieved);
            }
            finally
            {
                if (!keep)
                    held.Dispose();
            }
        }
    }

    private async Task<SearchResult> RankAsync(
        SearchRun run, Retrieved retrieved, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        var ranked = await StoreThreads.RunAsync(() => Fuse(run, retrieved), cancellationToken).ConfigureAwait(false);
        var page = new HitPage(run);
        if (fused is not null)
            fused(await StoreThreads.RunAsync(() => page.Show(ranked, StageTrace.Preview), cancellationToken).ConfigureAwait(false));
        await reranker.RunAsync(run, ranked, cancellationToken).ConfigureAwait(false);
        Combine(run, ranked);
        return await StoreThreads.RunAsync(() => page.Show(ranked, StageTrace.Show), cancellationToken).ConfigureAwait(false);
    }

    private static Candidate[] Fuse(SearchRun run, Retrieved retrieved)
    {
        using var stage = run.Tracer.Begin(StageTrace.Fuse);
        var ranked = Retriever.Join(retrieved, run);
        var fused = new double[ranked.Length];
        double?[] bm25 = [.. ranked.Select(c => c.Bm25?.Score)];
        double?[] similarity = [.. ranked.Select(c => c.Similarity?.Score)];
        run.Tracer.Findable = retrieved.Findable;
        run.Tracer.Bm25Share = ScoreFusion.Fuse(bm25, similarity, retrieved.Findable, run.Options.Fusion, fused);
        Candidate.Order(ranked, fused);
        for (var i = 0; i < ranked.Length; i++)
        {
            ranked[i].Fused = new StageScore(fused[i], i + 1);
            ranked[i].FinalScore = fused[i];
        }

        stage.Count = ranked.Length;
        return ranked;
    }

    private static void Combine(SearchRun run, Candidate[] ranked)
    {
        if (!Array.Exists(ranked, c => c.Logit is not null))
            return;
        var final = new double[ranked.Length];
        double[] fused = [.. ranked.Select(c => c.Fused.Score)];
        double?[] read = [.. ranked.Select(c => (double?)c.Read?.Logit)];
        var hasSimilarity = Array.Exists(ranked, c => c.Similarity is not null);
        var share = ShareRule.Decide(run.Options.Rerank, run.Logits, hasSimilarity, fused, read);
        run.Tracer.RerankShare = share;
        double?[] logits = [.. ranked.Select(c => c.Logit?.Score)];
        var halfLogit = run.Options.Rerank.HalfLogit * (run.Logits?.Scale ?? 1);
        ScoreFusion.Combine(fused, logits, share.Share, halfLogit, final);
        Candidate.Order(ranked, final);
        for (var i = 0; i < ranked.Length; i++)
            ranked[i].FinalScore = final[i];
    }

    private static StageRankings Rankings(Candidate[] candidates, SearchTracer tracer)
    {
        return new StageRankings(tracer.Build())
        {
            Bm25 = By(c => c.Bm25?.Score),
            Similarity = By(c => c.Similarity?.Score),
            Fused = By(c => c.Fused.Score),
            Logit = By(c => c.Logit?.Score),
            Final = By(c => c.FinalScore),
        };

        IReadOnlyList<RankedDocument> By(Func<Candidate, double?> score)
        {
            var scored = Array.FindAll(candidates, c => score(c) is not null);
            double[] scores = [.. scored.Select(c => score(c)!.Value)];
            Candidate.Order(scored, scores);
            return
            [
                .. scored.Zip(scores).Select(c => new RankedDocument(c.First.Passage.DocumentId, c.Second, c.First.Passage.Ordinal))
                    .DistinctBy(h => h.DocumentId),
            ];
        }
    }

    /// <summary>The hits of the requested page.</summary>
    /// <remarks>A search without reranking reads only their texts. A text that the preview showed is not read again.</remarks>
    private sealed class HitPage(SearchRun run)
    {
        private readonly Dictionary<long, (StoredPassage Passage, IReadOnlyList<TextRange> Highlights)> _read = [];

        public SearchResult Show(Candidate[] ranked, string name)
        {
            var isPreview = name == StageTrace.Preview;
            var kept = BestOfEachDocument(ranked, run.Options.PassagesPerDocument);
            int? below = null;
            if (run.Options.MinProbability is { } least && !isPreview)
            {
                var found = kept.Count;
                kept = BestOfEachDocument(
                    Array.FindAll(ranked, c => c.Score?.Probability >= least), run.Options.PassagesPerDocument);
                below = found - kept.Count;
                Tell(ranked, kept.Count, least);
            }

            Candidate[] page = [.. kept.Skip(run.Options.Skip).Take(run.Options.Top)];
            using (var stage = run.Tracer.Begin(name))
            {
                Read(page);
                stage.Count = page.Length;
            }

            var preview = isPreview && run.Options.Rerank.Enabled;
            Hit[] hits = [.. page.Select((candidate, i) => ToHit(candidate, run.Options.Skip + i + 1, preview))];
            return new SearchResult(run.Query, hits, kept.Count, run.Held.Snapshot.Sequence, run.Tracer.Build())
            {
                UnknownFields = run.Tracer.UnknownFields,
                BelowMinProbability = below,
                Answer = isPreview || run.Near is not null ? AnswerVerdict.NotJudged : Judge(ranked),
            };
        }

        private void Tell(Candidate[] ranked, int kept, double least)
        {
            if (kept > 0)
                return;
            var limit = least.ToString(CultureInfo.InvariantCulture);
            run.Tracer.Notice(ranked.Length > 0 && !Array.Exists(ranked, c => c.Logit is not null)
                ? $"No hit was reranked, so none has a probability, and none reached the minimum probability of {limit}."
                : $"No hit reached the minimum probability of {limit}.");
        }

        private AnswerVerdict Judge(Candidate[] ranked) => Answers.Judge(
            run.Options,
            run.Logits,
            run.Tracer.Failed,
            [.. ranked.Select(c => (c.Outcome, c.Score?.Probability))]);

        private static List<Candidate> BestOfEachDocument(Candidate[] ranked, int most)
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

        private void Read(Candidate[] page)
        {
            long[] unread = [.. page.Select(c => c.Passage.Key).Where(k => !_read.ContainsKey(k))];
            foreach (var passage in run.Held.Store.ReadPassages(unread))
            {
                TextRange[] highlights = run.Query.Length == 0 ? [] :
                [
                    .. run.Held.Snapshot.Keywords.Highlight(run.Query, passage.Text).Select(r => new TextRange(r.Start, r.End)),
                ];
                _read.Add(passage.Key, (passage, highlights));
            }
        }

        private Hit ToHit(Candidate candidate, int rank, bool preview)
        {
            var (passage, highlights) = _read[candidate.Passage.Key];

            // A stage that failed may have found some scores in the cache; they have no rank, and are not shown.
            var read = candidate.Score;
            return new Hit
            {
                Rank = rank,
                FinalScore = candidate.FinalScore,
                DocumentId = passage.Document.Document.Id,
                Title = passage.Document.Document.Title,
                Heading = passage.Heading,
                Text = passage.Text,
                Passage = passage.Ordinal,
                Range = new TextRange(passage.Start, passage.End),
                Metadata = passage.Document.Document.Metadata,
                Highlights = highlights,
                Bm25 = candidate.Bm25,
                Similarity = candidate.Similarity,
                Fused = candidate.Fused,
                Logit = candidate.Logit,
                Probability = read?.Probability,
                DroppedTokens = read?.DroppedTokens ?? 0,
                Outcome = !preview ? candidate.Outcome
                    : candidate.Fused.Rank <= run.Options.Rerank.Depth ? RerankOutcome.Pending : RerankOutcome.BelowDepth,
            };
        }
    }
}
