using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Search.Fusion;
using Lodestone.Search.Retrieval;
using Lodestone.Search.Trace;
using Lodestone.Storage;

namespace Lodestone.Search.Rerank;

/// <summary>Reranks the best candidates with the cross-encoder, or with the application's reranker.</summary>
internal sealed class Reranker(ModelPool models, string crossEncoder, ApplicationReranker? own, long cacheBytes) : IDisposable
{
    private readonly ByteCache<PairKey, RerankScore> _cache = new(cacheBytes);

    // Looked up once: a model that is added beside an open collection is found at its next opening.
    private readonly Lazy<string?> _student = new(() => own is null ? models.StudentOf(crossEncoder) : null);

    /// <summary>The cross-encoder as the options name it, or the type of the application's reranker.</summary>
    public string Name => own?.Name ?? crossEncoder;

    /// <summary>Begins to load the cross-encoder. If loading fails, the first search that needs it retries and reports the error.</summary>
    public void Begin()
    {
        if (own is null)
            _ = BeginAsync();
    }

    /// <summary>The effort that a search makes. Without a distilled model, the fast effort is the balanced one.</summary>
    private RerankEffort Effort(RerankEffort asked, LogitScale? scale) =>
        asked == RerankEffort.Full || scale is null ? RerankEffort.Full
        : asked == RerankEffort.Fast && _student.Value is null ? RerankEffort.Balanced
        : asked;

    /// <summary>Reranks as many candidates as the options and the budget allow, and marks the outcome of each.</summary>
    public async Task RunAsync(SearchRun run, Candidate[] ranked, CancellationToken cancellationToken)
    {
        var reason = run.Near is not null ? "there is no query in words" : Shortlist.ReasonToSkip(run.Options, run.Tracer, ranked);
        if (reason is null)
            await ReadAsync(run, ranked, cancellationToken).ConfigureAwait(false);
        else
            run.Tracer.Skip(StageTrace.Rerank, reason);
    }

    /// <summary>Prepares to score texts that are of no one snapshot.</summary>
    public async Task<TextScorer> OpenAsync(SearchOptions options, CancellationToken cancellationToken)
    {
        if (own is not null)
            return new TextScorer(own, null, RerankEffort.Full, ReadDepth.Of(options, RerankEffort.Full, null));
        var (encoder, effort) = await ChooseAsync(options.Rerank.Effort, cancellationToken).ConfigureAwait(false);
        return new TextScorer(null, encoder, effort, ReadDepth.Of(options, effort, encoder.Logits));
    }

    private async Task<(CrossEncoder Encoder, RerankEffort Effort)> ChooseAsync(RerankEffort asked, CancellationToken cancellationToken)
    {
        var encoder = await models.CrossEncoderAsync(Model(asked), cancellationToken).ConfigureAwait(false);
        return (encoder, Effort(asked, encoder.Logits));
    }

    private async Task ReadAsync(SearchRun run, Candidate[] ranked, CancellationToken cancellationToken)
    {
        using var stage = run.Tracer.Begin(StageTrace.Rerank);
        try
        {
            CrossEncoder? encoder = null;
            run.Effort = RerankEffort.Full;
            if (own is null)
                (encoder, run.Effort) = await ChooseAsync(run.Options.Rerank.Effort, cancellationToken).ConfigureAwait(false);
            stage.Model = encoder?.Name ?? own!.Name;
            (run.Logits, run.Tracer.Effort) = (encoder?.Logits, run.Effort);
            var depth = ReadDepth.Of(run.Options, run.Effort, run.Logits);
            var running = new RerankOptions { Ticket = run.Ticket };
            await Shortlist.ReadAsync(
                ranked, depth, new RunPairs(this, run, encoder), running, run.Options, run.Tracer, stage, cancellationToken)
                .ConfigureAwait(false);
            Rank(ranked);
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            // The search degrades to the fused order; the trace has the reason.
        }
    }

    private string Model(RerankEffort effort) => effort == RerankEffort.Fast ? _student.Value ?? crossEncoder : crossEncoder;

    // Stored token ids save the tokenisation, if both encoders have the same tokenizer.
    private static async Task<RerankResult> ScoreAsync(
        CrossEncoder encoder, SearchRun run, Candidate[] candidates, RerankOptions options, CancellationToken cancellationToken)
    {
        var identity = await encoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (identity.TokenizerChecksum != run.Held.Snapshot.Space.Tokenizer)
        {
            var inputs = await InputsAsync(run, candidates, cancellationToken).ConfigureAwait(false);
            return await encoder.RerankAsync(run.Query, inputs, options, cancellationToken).ConfigureAwait(false);
        }

        long[] keys = [.. candidates.Select(c => c.Passage.Key)];
        var store = run.Held.Store;
        try
        {
            var tokens = await StoreThreads.RunAsync(() => store.ReadTokens(keys), cancellationToken).ConfigureAwait(false);
            return await encoder.RerankAsync(
                run.Query, [.. tokens.Select(t => (ReadOnlyMemory<int>)t)], options, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidArgumentException foreign) when (foreign.Code == ErrorCodes.TokenIdUnknown)
        {
            // Imported from an export that was changed: the fault of what is stored, not of the caller.
            throw store.ForeignTokens(foreign);
        }
    }

    private async Task<RerankResult> AskAsync(
        SearchRun run, Candidate[] candidates, RerankOptions options, CancellationToken cancellationToken)
    {
        var inputs = await InputsAsync(run, candidates, cancellationToken).ConfigureAwait(false);
        return await own!.ScoreAsync(run.Query, inputs, options, cancellationToken).ConfigureAwait(false);
    }

    private static Task<string[]> InputsAsync(SearchRun run, Candidate[] candidates, CancellationToken cancellationToken)
    {
        long[] keys = [.. candidates.Select(c => c.Passage.Key)];
        return StoreThreads.RunAsync(
            () => run.Held.Store.ReadPassages(keys).Select(p => p.Input).ToArray(), cancellationToken);
    }

    private static void Rank(Candidate[] ranked)
    {
        var scored = Array.FindAll(ranked, c => c.Score is not null);
        Candidate.Order(scored, [.. scored.Select(c => (double)c.Score!.Logit!.Value)]);
        for (var i = 0; i < scored.Length; i++)
            scored[i].Logit = new StageScore(scored[i].Score!.Logit!.Value, i + 1);
    }

    private async Task BeginAsync() => await ((Task)models.CrossEncoderAsync(Model(default), CancellationToken.None))
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _cache.Dispose();

    private static PairKey Key(SearchRun run, Candidate candidate) =>
        new(run.Query, candidate.Passage.Key, run.Options.Rerank.LongPassages, run.Effort == RerankEffort.Fast);

    /// <summary>The pairs of one search, whose scores are kept for later ones.</summary>
    private sealed class RunPairs(Reranker reranker, SearchRun run, CrossEncoder? encoder) : IPairScorer<Candidate>
    {
        public RerankScore? Known(Candidate candidate) =>
            reranker._cache.TryGet(Key(run, candidate), out var known) ? known : null;

        public async Task<RerankResult> ScoreAsync(Candidate[] candidates, RerankOptions options, CancellationToken cancellationToken)
        {
            var result = await (encoder is null
                ? reranker.AskAsync(run, candidates, options, cancellationToken)
                : Reranker.ScoreAsync(encoder, run, candidates, options, cancellationToken)).ConfigureAwait(false);
            foreach (var score in result.Passages.Where(s => s.State == PassageState.Scored))
                reranker._cache.Set(Key(run, candidates[score.Index]), score, (2 * run.Query.Length) + 128);
            return result;
        }
    }

    /// <summary>A pair with a cached score of one model.</summary>
    /// <remarks>A passage's key is never reused for another text, so it identifies the text.</remarks>
    private readonly record struct PairKey(string Query, long Passage, LongPassages LongPassages, bool Distilled);
}

/// <summary>Reads the shortlist of one search: the candidates, best of the fused order first, each with a reranker.</summary>
internal static class Shortlist
{
    /// <summary>The reason for which no candidate is read; null when some are.</summary>
    /// <remarks>Candidates that a spent budget leaves unread are marked.</remarks>
    public static string? ReasonToSkip<T>(SearchOptions options, SearchTracer tracer, T[] ranked)
        where T : ShortlistEntry
    {
        if (!options.Rerank.Enabled)
            return "switched off";
        if (ranked.Length == 0)
            return "there are no candidates";
        if (options.Budget is not { } budget || budget > tracer.Elapsed)
            return null;
        foreach (var candidate in ranked)
            candidate.Outcome = RerankOutcome.OutOfTime;
        return "the first stage spent the budget";
    }

    /// <summary>Reads as many candidates as the depth and the budget allow, and marks the outcome of each.</summary>
    /// <remarks>After a failure nothing counts as read, in whichever step it was: the whole list keeps its fused order.</remarks>
    public static async Task ReadAsync<T>(
        T[] ranked,
        ReadDepth depth,
        IPairScorer<T> scorer,
        RerankOptions running,
        SearchOptions options,
        SearchTracer tracer,
        SearchTracer.StageScope stage,
        CancellationToken cancellationToken)
        where T : ShortlistEntry
    {
        try
        {
            var tokens = new TokenSum(options.TokensRead);
            running = running with { LongPassages = options.Rerank.LongPassages, Priority = options.Priority, TokensRead = tokens };
            for (var read = 0; ;)
            {
                var next = depth.Next(read, ranked.Length, i => ranked[i].Read?.Logit);
                if (next <= read)
                    break;
                running = running with { Budget = options.Budget - tracer.Elapsed };
                if (running.Budget <= TimeSpan.Zero)
                {
                    foreach (var candidate in ranked.Take(depth.Most).Skip(read))
                        candidate.Outcome = RerankOutcome.OutOfTime;
                    break;
                }

                T[] unknown = [.. ranked[read..next].Where(c => !Take(c, scorer.Known(c), depth.Most))];
                stage.CacheHits += next - read - unknown.Length;
                if (unknown.Length > 0)
                {
                    var result = await scorer.ScoreAsync(unknown, running, cancellationToken).ConfigureAwait(false);
                    (stage.ModelRuns, stage.Model) = (stage.ModelRuns + result.Runs, result.Model ?? stage.Model);
                    foreach (var score in result.Passages)
                        Take(unknown[score.Index], score, depth.Most);
                }

                stage.Tokens = tokens.Total;
                read = next;
            }
        }
        catch
        {
            foreach (var candidate in ranked)
                (candidate.Read, candidate.Outcome) = (null, RerankOutcome.NotAsked);
            throw;
        }

        foreach (var candidate in ranked.Where(c => c.Outcome == RerankOutcome.NotAsked))
            candidate.Outcome = RerankOutcome.BelowDepth;
        stage.Count = ranked.Count(c => c.Outcome == RerankOutcome.Reranked);
        Tell(ranked, stage.Count, tracer);
    }

    private static bool Take<T>(T candidate, RerankScore? score, int most)
        where T : ShortlistEntry
    {
        if (score is null)
            return false;
        candidate.Read = score.State == PassageState.Scored ? score : null;
        if (candidate.Fused.Rank <= most)
        {
            candidate.Outcome = score.State switch
            {
                PassageState.Scored => RerankOutcome.Reranked,
                PassageState.Blank => RerankOutcome.WithoutWords,
                _ => RerankOutcome.OutOfTime,
            };
        }

        return true;
    }

    private static void Tell<T>(T[] ranked, int scored, SearchTracer tracer)
        where T : ShortlistEntry
    {
        var cut = ranked.Count(c => c.Read?.DroppedTokens > 0);
        if (cut > 0)
            tracer.Notice($"The cross-encoder read {cut} of {scored} passages only in part: they do not fit beside the query.");
        var late = ranked.Count(c => c.Outcome == RerankOutcome.OutOfTime);
        if (late > 0)
            tracer.Notice($"The budget was spent before {late} passages were reranked; they keep their fused order.");
    }
}

/// <summary>Scores pairs of one search's query and its candidates.</summary>
internal interface IPairScorer<T>
{
    /// <summary>The score that is known from an earlier search; null for a pair that is to be scored.</summary>
    RerankScore? Known(T candidate);

    /// <summary>Scores candidates; an index of the result is a place in <paramref name="candidates"/>.</summary>
    Task<RerankResult> ScoreAsync(T[] candidates, RerankOptions options, CancellationToken cancellationToken);
}

/// <summary>Decides how many passages of the fused order a search reads.</summary>
/// <remarks>
/// Below the full effort it reads on in steps, while one of the last passages was relevant: a list whose relevant passages have ended is
/// not read further. Each decision is made from the logits of all passages before it, in fused order, so cache, time and the number of
/// processors do not change it. docs/quality.md has the figures.
/// </remarks>
/// <param name="effort">The effort.</param>
/// <param name="depth">The number of passages to rerank at most.</param>
/// <param name="least">The number of passages to read at least, although no more than the depth are reranked.</param>
/// <param name="scale">The scale of the logits; null for a reranker without one, which reads all.</param>
internal sealed class ReadDepth(RerankEffort effort, int depth, int least, LogitScale? scale)
{
    private const int First = 12;
    private const int Step = 2;
    private const int Looked = 4;
    private const double Relevant = -2.5;

    private readonly bool _readsAll = effort == RerankEffort.Full || scale is null;

    /// <summary>Decides for a search.</summary>
    /// <remarks>A share by scores needs its whole material, however few passages are to be reranked.</remarks>
    public static ReadDepth Of(SearchOptions options, RerankEffort effort, LogitScale? scale)
    {
        var sharesByScores = options.Rerank.CrossEncoderWeight is null && options.Retrieval != RetrievalMode.Keyword && scale is not null;
        return new ReadDepth(effort, options.Rerank.Depth, sharesByScores ? ShareRule.Material : 0, scale);
    }

    /// <summary>The number of passages to rerank at most.</summary>
    public int Most => depth;

    /// <summary>The number of passages to have read after the next step; not above <paramref name="read"/> when no more are read.</summary>
    /// <param name="read">The number of passages that were read, or found not to be readable.</param>
    /// <param name="count">The number of passages that there are.</param>
    /// <param name="logit">The logit of a passage by its place, from 0; null for one without.</param>
    public int Next(int read, int count, Func<int, float?> logit)
    {
        if (read == 0)
            return Math.Min(count, Math.Max(least, _readsAll ? depth : Math.Min(depth, First)));
        if (_readsAll || read >= Math.Min(depth, count))
            return read;
        for (var i = Math.Max(0, read - Looked); i < read; i++)
        {
            if (logit(i) is { } value && scale!.Normalize(value) > Relevant)
                return Math.Min(count, Math.Min(depth, read + Step));
        }

        return read;
    }
}
