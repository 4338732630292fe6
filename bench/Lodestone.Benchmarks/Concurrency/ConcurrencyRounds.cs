using System.Diagnostics;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>
/// One round: searches at once, a late search beside them, searches beside a large rerank, and bulk work beside searches.
/// </summary>
internal sealed class ConcurrencyRounds(
    Collection collection, BiEncoder biEncoder, CrossEncoder crossEncoder, string[] queries, string[] texts, int atOnce)
{
    public const int LargeRerank = 10_000;
    public const int Single = 5;
    public const int BesideBulk = 10;

    // The searches at once have embedded their queries by then, and rerank.
    public const int RunsBeforeLate = 4;
    private const int RunsBeforeSingle = 100;
    private const int BulkTexts = 20_000;
    private const int RunsAtFirst = 4;
    private const int RunsAtLast = 24;

    private static readonly SearchOptions Reranked = new();
    private static readonly SearchOptions FirstStages = new() { Rerank = SearchRerankOptions.Off };

    public int AtOnce => atOnce;

    public async Task WarmUpAsync()
    {
        for (var i = 1; i <= Single; i++)
            await SearchAsync(queries[^i], Reranked, null);
    }

    public async Task<ConcurrencyRound> RunAsync()
    {
        var alone = new List<double>();
        for (var i = 0; i < Single; i++)
            alone.Add(await SearchAsync(queries[i], Reranked, null));
        var (ended, late) = await AtOnceAsync();
        var beside = await BesideLargeRerankAsync();
        var (searchRuns, bulkRuns) = await BesideBulkAsync();
        return new ConcurrencyRound(alone, ended, late, beside, searchRuns, bulkRuns);
    }

    /// <summary>Starts all searches, and one without reranking when the others rerank.</summary>
    private async Task<(IReadOnlyList<double> Ended, double Late)> AtOnceAsync()
    {
        var runs = new RunCounter(RunsBeforeLate * atOnce);
        var late = LateAsync(runs);
        var searches = Enumerable.Range(0, atOnce).Select(i => SearchAsync(queries[i], Reranked, runs)).ToArray();
        var ended = await Task.WhenAll(searches);
        return (ended, await late);
    }

    private async Task<double> LateAsync(RunCounter runs)
    {
        await runs.Reached;
        return await SearchAsync(queries[atOnce], FirstStages, null);
    }

    private async Task<IReadOnlyList<double>> BesideLargeRerankAsync()
    {
        using var stop = new CancellationTokenSource();
        var runs = new RunCounter(RunsBeforeSingle);
        string[] passages = [.. Enumerable.Range(0, LargeRerank).Select(i => texts[i % texts.Length])];
        var large = crossEncoder.RerankAsync(queries[0], passages, new RerankOptions { TokensRead = runs }, stop.Token);
        await runs.Reached;
        var seconds = new List<double>();
        for (var i = 0; i < Single; i++)
            seconds.Add(await SearchAsync(queries[i], Reranked, null));
        await EndAsync(large, stop);
        return seconds;
    }

    private async Task<(int Searches, int Bulk)> BesideBulkAsync()
    {
        using var stop = new CancellationTokenSource();
        var (bulk, runs) = (new RunCounter(RunsBeforeSingle), new RunCounter(1));
        string[] passages = [.. Enumerable.Range(0, BulkTexts).Select(i => texts[i % texts.Length])];
        var options = new EmbedOptions { Priority = WorkPriority.Bulk, TokensRead = bulk };
        var embedding = biEncoder.EmbedAsync(passages, EmbeddingRole.Document, options, stop.Token);
        await bulk.Reached;
        var searches = Enumerable.Range(0, BesideBulk).Select(i => SearchAsync(queries[i], Reranked, runs)).ToArray();
        // While searches embed and retrieve, cores may be free for bulk work, so only runs in the middle of them count.
        await runs.ReachAsync(RunsAtFirst * BesideBulk);
        var (searchesBefore, bulkBefore) = (runs.Count, bulk.Count);
        await runs.ReachAsync(RunsAtLast * BesideBulk);
        var counted = (runs.Count - searchesBefore, bulk.Count - bulkBefore);
        await Task.WhenAll(searches);
        await EndAsync(embedding, stop);
        return counted;
    }

    private static async Task EndAsync(Task running, CancellationTokenSource stop)
    {
        if (running.IsCompleted)
            throw new InvalidOperationException("The large job ended before the searches: the machine needs a larger one.");
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<double> SearchAsync(string query, SearchOptions options, RunCounter? runs)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await collection.SearchAsync(query, options with { TokensRead = runs });
        if (result.Trace.Degraded)
            throw new InvalidOperationException($"A stage failed: {result.Trace.Stages.First(s => s.Failure is not null).Failure}");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>The times of one round, in seconds, and the model runs beside bulk work.</summary>
/// <param name="Alone">Reranked searches, one after another.</param>
/// <param name="Ended">Reranked searches at once: when each ended.</param>
/// <param name="Late">A search without reranking beside them.</param>
/// <param name="BesideLarge">Reranked searches, one after another, beside a rerank of many pairs.</param>
/// <param name="SearchRuns">Model runs of searches while bulk work waited.</param>
/// <param name="BulkRuns">Model runs of bulk work in that time.</param>
internal sealed record ConcurrencyRound(
    IReadOnlyList<double> Alone,
    IReadOnlyList<double> Ended,
    double Late,
    IReadOnlyList<double> BesideLarge,
    int SearchRuns,
    int BulkRuns);

/// <summary>Counts model runs, and completes a task at a number of them.</summary>
internal sealed class RunCounter(int number) : IProgress<int>
{
    private readonly Lock _gate = new();
    private int _count;
    private int _number = number;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count => Volatile.Read(ref _count);

    public Task Reached => _reached.Task;

    public Task ReachAsync(int count)
    {
        lock (_gate)
        {
            _number = count;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count >= count)
                _reached.TrySetResult();
            return _reached.Task;
        }
    }

    public void Report(int value)
    {
        lock (_gate)
        {
            if (++_count >= _number)
                _reached.TrySetResult();
        }
    }
}
