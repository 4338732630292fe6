using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Search.Retrieval;
using Lodestone.Search.Trace;
using Lodestone.Storage;

namespace Lodestone.Search.Rerank;

/// <summary>Reranks the best candidates with the cross-encoder, or with the application's reranker.</summary>
internal sealed class Reranker(ModelPool models, string crossEncoder, ApplicationReranker? own, long cacheBytes) : IDisposable
{
    private readonly ByteCache<PairKey, RerankScore> _cache = new(cacheBytes);

    /// <summary>The cross-encoder as the options name it, or the type of the application's reranker.</summary>
    public string Name => own?.Name ?? crossEncoder;

    /// <summary>Begins to load the cross-encoder. If loading fails, the first search that needs it retries and reports the error.</summary>
    public void Begin()
    {
        if (own is null)
            _ = BeginAsync();
    }

    /// <summary>Reranks as many candidates as the options and the budget allow, and marks the outcome of each.</summary>
    public async Task RunAsync(SearchRun run, Candidate[] ranked, CancellationToken cancellationToken)
    {
        var (options, tracer) = (run.Options, run.Tracer);
        var left = options.Budget - tracer.Elapsed;
        if (run.Near is not null)
        {
            tracer.Skip(StageTrace.Rerank, "there is no query in words");
        }
        else if (!options.Rerank.Enabled)
        {
            tracer.Skip(StageTrace.Rerank, "switched off");
        }
        else if (ranked.Length == 0)
        {
            tracer.Skip(StageTrace.Rerank, "there are no candidates");
        }
        else if (left <= TimeSpan.Zero)
        {
            foreach (var candidate in ranked)
                candidate.Outcome = RerankOutcome.OutOfTime;
            tracer.Skip(StageTrace.Rerank, "the first stage spent the budget");
        }
        else
        {
            await ReadAsync(run, ranked, left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Scores texts that are of no one snapshot.</summary>
    public async Task<(RerankResult Result, string Model)> ScoreAsync(
        string query, string[] passages, RerankOptions options, CancellationToken cancellationToken)
    {
        if (own is not null)
        {
            var scored = await own.ScoreAsync(query, passages, options, cancellationToken).ConfigureAwait(false);
            return (scored, scored.Model ?? own.Name);
        }

        var encoder = await models.CrossEncoderAsync(crossEncoder, cancellationToken).ConfigureAwait(false);
        return (await encoder.RerankAsync(query, passages, options, cancellationToken).ConfigureAwait(false), encoder.Name);
    }

    private async Task ReadAsync(SearchRun run, Candidate[] ranked, TimeSpan? budget, CancellationToken cancellationToken)
    {
        using var stage = run.Tracer.Begin(StageTrace.Rerank);
        try
        {
            var encoder = own is null ? await models.CrossEncoderAsync(crossEncoder, cancellationToken).ConfigureAwait(false) : null;
            stage.Model = encoder?.Name ?? own!.Name;
            foreach (var candidate in ranked.Skip(run.Options.Rerank.Depth))
                candidate.Outcome = RerankOutcome.BelowDepth;
            Candidate[] shortlist = [.. ranked.Take(run.Options.Rerank.Depth)];
            var unknown = TakeKnown(run, shortlist);
            stage.CacheHits = shortlist.Length - unknown.Count;
            if (unknown.Count > 0)
            {
                var tokens = new TokenSum(run.Options.TokensRead);
                var running = new RerankOptions
                {
                    Budget = budget,
                    LongPassages = run.Options.Rerank.LongPassages,
                    Priority = run.Options.Priority,
                    Ticket = run.Ticket,
                    TokensRead = tokens,
                };
                var result = encoder is null
                    ? await own!.ScoreAsync(
                        run.Query, await InputsAsync(run, unknown, cancellationToken).ConfigureAwait(false), running, cancellationToken)
                        .ConfigureAwait(false)
                    : await ScoreAsync(encoder, run, unknown, running, cancellationToken).ConfigureAwait(false);
                (stage.ModelRuns, stage.Tokens, stage.Model) = (result.Runs, tokens.Total, result.Model ?? stage.Model);
                Keep(run, unknown, result);
            }

            stage.Count = Rank(shortlist);
            Tell(run, ranked, stage.Count);
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            // The search degrades to the fused order; the trace has the reason.
        }
    }

    private List<Candidate> TakeKnown(SearchRun run, Candidate[] shortlist)
    {
        var unknown = new List<Candidate>();
        foreach (var candidate in shortlist)
        {
            if (_cache.TryGet(new PairKey(run.Query, candidate.Passage.Key, run.Options.Rerank.LongPassages), out var known))
                candidate.Rerank = known;
            else
                unknown.Add(candidate);
        }

        return unknown;
    }

    // Stored token ids save the tokenisation, if both encoders have the same tokenizer.
    private static async Task<RerankResult> ScoreAsync(
        CrossEncoder encoder, SearchRun run, List<Candidate> candidates, RerankOptions options, CancellationToken cancellationToken)
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

    private static Task<string[]> InputsAsync(SearchRun run, List<Candidate> candidates, CancellationToken cancellationToken)
    {
        long[] keys = [.. candidates.Select(c => c.Passage.Key)];
        return StoreThreads.RunAsync(
            () => run.Held.Store.ReadPassages(keys).Select(p => p.Input).ToArray(), cancellationToken);
    }

    private void Keep(SearchRun run, List<Candidate> candidates, RerankResult result)
    {
        foreach (var score in result.Passages)
        {
            var candidate = candidates[score.Index];
            candidate.Outcome = score.State == PassageState.Blank ? RerankOutcome.WithoutWords : RerankOutcome.OutOfTime;
            if (score.State != PassageState.Scored)
                continue;
            candidate.Rerank = score;
            var pair = new PairKey(run.Query, candidate.Passage.Key, run.Options.Rerank.LongPassages);
            _cache.Set(pair, score, (2 * run.Query.Length) + 128);
        }
    }

    private static int Rank(Candidate[] shortlist)
    {
        var scored = Array.FindAll(shortlist, c => c.Rerank is not null);
        Candidate.Order(scored, [.. scored.Select(c => (double)c.Rerank!.Logit!.Value)]);
        for (var i = 0; i < scored.Length; i++)
        {
            scored[i].Outcome = RerankOutcome.Reranked;
            scored[i].Logit = new StageScore(scored[i].Rerank!.Logit!.Value, i + 1);
        }

        return scored.Length;
    }

    private static void Tell(SearchRun run, Candidate[] ranked, int scored)
    {
        var cut = ranked.Count(c => c.Rerank?.DroppedTokens > 0);
        if (cut > 0)
            run.Tracer.Notice($"The cross-encoder read {cut} of {scored} passages only in part: they do not fit beside the query.");
        var late = ranked.Count(c => c.Outcome == RerankOutcome.OutOfTime);
        if (late > 0)
            run.Tracer.Notice($"The budget was spent before {late} passages were reranked; they keep their fused order.");
    }

    private async Task BeginAsync() => await ((Task)models.CrossEncoderAsync(crossEncoder, CancellationToken.None))
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _cache.Dispose();

    /// <summary>A pair whose score is cached. A passage's key is never reused for another text, so it identifies the text.</summary>
    private readonly record struct PairKey(string Query, long Passage, LongPassages LongPassages);
}
