using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Search.Tracing;
using Lodestone.Snapshots;
using Lodestone.Storage;

namespace Lodestone.Search.Retrieval;

/// <summary>Runs BM25 and the bi-encoder at once over one state of a collection.</summary>
internal sealed class FirstStages(Func<CancellationToken, Task<BiEncoder>> load, ByteCache<string, float[]> vectors, FilterSets filters)
{
    public async Task<FirstStageResult> RunAsync(
        string query, SearchOptions options, SearchLease lease, TraceBuilder trace, CancellationToken cancellationToken)
    {
        KeySet? allowed = null;
        if (options.Filter is { } filter)
        {
            var matching = await trace.RunAsync(
                SearchStages.Filter, report => Task.FromResult(filters.Of(filter, lease, report, new FilterWork(Look))))
                .ConfigureAwait(false);
            allowed = matching ?? throw trace.AllFailed();
        }

        var keyword = options.Retrieval == RetrievalMode.Dense
            ? Skipped(trace, SearchStages.Keyword, options)
            : Task.Run(() => KeywordAsync(query, options, lease, allowed, trace, cancellationToken), cancellationToken);
        var dense = options.Retrieval == RetrievalMode.Keyword
            ? Skipped(trace, SearchStages.Dense, options)
            : DenseAsync(query, options, lease, allowed, trace, cancellationToken);
        await Task.WhenAll(keyword, dense).ConfigureAwait(false);
        var (words, meaning) = (await keyword.ConfigureAwait(false), await dense.ConfigureAwait(false));
        if (words is null && meaning is null)
            throw trace.AllFailed();
        return new FirstStageResult(words ?? Retrieved.None, meaning ?? Retrieved.None);

        void Look()
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A filter is no stage that others make up for: hits that it may forbid are never shown.
            if (options.Budget is { } budget && trace.Elapsed >= budget)
                throw SearchFailedException.BudgetSpent(budget);
        }
    }

    private static Task<Retrieved?> Skipped(TraceBuilder trace, string stage, SearchOptions options)
    {
        trace.Skip(stage, options.Retrieval == RetrievalMode.Dense ? "retrieval is dense" : "retrieval is keyword");
        return Task.FromResult<Retrieved?>(null);
    }

    private static Task<Retrieved?> KeywordAsync(
        string query, SearchOptions options, SearchLease lease, KeySet? allowed, TraceBuilder trace, CancellationToken cancellationToken) =>
        trace.RunAsync(SearchStages.Keyword, report =>
        {
            var found = lease.Keywords.Search(query, options.Candidates, allowed, cancellationToken);
            report.Count = found.Hits.Count;
            return Task.FromResult(new Retrieved([.. found.Hits.Select(h => h.Key)], [.. found.Hits.Select(h => (double)h.Bm25Score)]));
        });

    private async Task<Retrieved?> DenseAsync(
        string query, SearchOptions options, SearchLease lease, KeySet? allowed, TraceBuilder trace, CancellationToken cancellationToken)
    {
        var vector = await trace.RunAsync(SearchStages.Embed, report => EmbedAsync(query, options, trace, report, cancellationToken))
            .ConfigureAwait(false);
        if (vector is null)
            return null;
        return await trace.RunAsync(SearchStages.Dense, report =>
        {
            var found = lease.Vectors.Search(vector, new VectorQuery
            {
                Top = options.Candidates,
                Exact = options.Exact,
                EfSearch = options.Exploration,
                Allowed = allowed,
                MaxKey = lease.MaxKey,
                Hidden = lease.Hidden,
            });
            trace.Took(found.Path);
            trace.Approximate = found.IsApproximate;
            report.Count = found.Hits.Count;
            return Task.FromResult(new Retrieved([.. found.Hits.Select(h => h.Key)], [.. found.Hits.Select(h => (double)h.Similarity)]));
        }).ConfigureAwait(false);
    }

    private async Task<float[]> EmbedAsync(
        string query, SearchOptions options, TraceBuilder trace, StageReport report, CancellationToken cancellationToken)
    {
        report.Count = 1;
        if (vectors.TryGet(query, out var known))
        {
            report.CacheHits = 1;
            return known;
        }

        var biEncoder = await load(cancellationToken).ConfigureAwait(false);
        var vector = new float[biEncoder.Dimensions];
        var running = new EmbedOptions { Priority = options.Priority, TokensRead = options.TokensRead };
        var usage = await biEncoder.EmbedAsync([query], EmbeddingRole.Query, vector, running, cancellationToken).ConfigureAwait(false);
        report.ModelRuns = 1;
        report.Tokens = usage[0].Tokens;
        if (usage[0].DroppedTokens > 0)
        {
            trace.Notice(
                $"The bi-encoder read the query without {usage[0].DroppedTokens} of its tokens: it reads {biEncoder.MaxTokens} at once.");
        }

        vectors.Set(query, vector, (vector.Length * sizeof(float)) + (query.Length * sizeof(char)));
        return vector;
    }
}

/// <summary>What the first stages found.</summary>
internal sealed record FirstStageResult(Retrieved Keyword, Retrieved Dense)
{
    /// <summary>Every passage that was found, once.</summary>
    public IReadOnlyList<long> Keys()
    {
        var keys = new HashSet<long>(Keyword.Keys);
        keys.UnionWith(Dense.Keys);
        return [.. keys];
    }
}

/// <summary>What a first stage found: passage keys and its scores, best first.</summary>
/// <param name="Keys">The passages.</param>
/// <param name="Scores">Their scores: BM25 or similarity.</param>
internal sealed record Retrieved(IReadOnlyList<long> Keys, IReadOnlyList<double> Scores)
{
    public static Retrieved None { get; } = new([], []);

    public int Count => Keys.Count;
}
