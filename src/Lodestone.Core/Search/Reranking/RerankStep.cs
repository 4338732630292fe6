using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Search.Tracing;
using Lodestone.Storage;

namespace Lodestone.Search.Reranking;

/// <summary>Has the cross-encoder read the query with the best candidates.</summary>
internal sealed class RerankStep(Func<CancellationToken, Task<CrossEncoder>> load, ByteCache<PairKey, RerankScore> cache) : IDisposable
{
    /// <summary>Begins to load the cross-encoder. If that fails, the first search that needs it tries again and says so.</summary>
    public void Begin() => _ = BeginAsync();

    /// <summary>Scores the first candidates of the fused order, and returns those; the others are marked.</summary>
    /// <param name="query">The query.</param>
    /// <param name="ranked">The candidates, best first.</param>
    /// <param name="options">How deep, what to do with long passages, and with what priority.</param>
    /// <param name="store">Where the passages are read that no score is known of.</param>
    /// <param name="tokenizer">The checksum of the tokenizer whose ids are stored; null if no other encoder can read them.</param>
    /// <param name="budget">How long it may take.</param>
    /// <param name="report">What it did.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    public async Task<IReadOnlyList<Candidate>> RunAsync(
        string query,
        IReadOnlyList<Candidate> ranked,
        SearchOptions options,
        StoreSnapshot store,
        string? tokenizer,
        TimeSpan? budget,
        StageReport report,
        CancellationToken cancellationToken)
    {
        var crossEncoder = await load(cancellationToken).ConfigureAwait(false);
        var shortlist = ranked.Take(options.Rerank.Depth).ToArray();
        foreach (var candidate in ranked.Skip(options.Rerank.Depth))
            candidate.Outcome = RerankOutcome.BelowDepth;

        var unknown = new List<Candidate>();
        foreach (var candidate in shortlist)
        {
            if (cache.TryGet(new PairKey(query, candidate.Passage.Key, options.Rerank.LongPassages), out var known))
                candidate.Rerank = known;
            else
                unknown.Add(candidate);
        }

        report.CacheHits = shortlist.Length - unknown.Count;
        if (unknown.Count > 0)
        {
            var tokens = new TokenSum(options.TokensRead);
            var running = new RerankOptions
            {
                Budget = budget,
                LongPassages = options.Rerank.LongPassages,
                Priority = options.Priority,
                TokensRead = tokens,
            };
            var reranking = await ScoreAsync(crossEncoder, query, unknown, store, tokenizer, running, cancellationToken)
                .ConfigureAwait(false);
            report.ModelRuns = reranking.Runs;
            report.Tokens = tokens.Total;
            foreach (var score in reranking.Passages)
            {
                var candidate = unknown[score.Index];
                candidate.Outcome = score.State == PassageState.Blank ? RerankOutcome.WithoutWords : RerankOutcome.OutOfTime;
                if (score.State != PassageState.Scored)
                    continue;
                candidate.Rerank = score;
                cache.Set(new PairKey(query, candidate.Passage.Key, options.Rerank.LongPassages), score, (2 * query.Length) + 128);
            }
        }

        var scored = Array.FindAll(shortlist, c => c.Rerank is not null);
        Array.Sort(scored, (left, right) =>
        {
            var logits = right.Rerank!.Logit!.Value.CompareTo(left.Rerank!.Logit!.Value);
            return logits != 0 ? logits : Candidate.CompareIdentity(left, right);
        });
        for (var i = 0; i < scored.Length; i++)
        {
            var score = scored[i].Rerank!;
            scored[i].Outcome = RerankOutcome.Reranked;
            scored[i].CrossEncoder = new RerankPlace(score.Logit!.Value, score.Probability!.Value, i + 1, score.DroppedTokens);
        }

        report.Count = scored.Length;
        return scored;
    }

    // Stored token ids spare the tokenisation, if both encoders read with the same tokenizer.
    private static async Task<RerankResult> ScoreAsync(
        CrossEncoder crossEncoder,
        string query,
        List<Candidate> candidates,
        StoreSnapshot store,
        string? tokenizer,
        RerankOptions options,
        CancellationToken cancellationToken)
    {
        var identity = await crossEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        long[] keys = [.. candidates.Select(c => c.Passage.Key)];
        return await (identity.TokenizerChecksum == tokenizer
            ? crossEncoder.RerankAsync(
                query, [.. store.ReadTokens(keys).Select(t => (ReadOnlyMemory<int>)t)], options, cancellationToken)
            : crossEncoder.RerankAsync(query, [.. store.ReadPassages(keys).Select(p => p.Input)], options, cancellationToken))
            .ConfigureAwait(false);
    }

    private async Task BeginAsync() =>
        await ((Task)load(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => cache.Dispose();
}

/// <summary>A pair whose score is known. A passage's key is never given to another text, so it stands for its text.</summary>
internal readonly record struct PairKey(string Query, long Passage, LongPassages LongPassages);

/// <summary>Adds up the tokens of model runs, which are told from worker threads, and passes each on.</summary>
internal sealed class TokenSum(IProgress<int>? next) : IProgress<int>
{
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Report(int value)
    {
        Interlocked.Add(ref _total, value);
        next?.Report(value);
    }
}
