using System.Collections.Concurrent;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>Calls that wait while every worker of the process is held.</summary>
[Collection(nameof(RunsAloneCollection))]
public sealed class SharedWorkersTests : IDisposable
{
    private const int Runs = 100;

    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(3);
    private static readonly string[] Pairs = [.. Enumerable.Range(0, Runs).Select(i => $"volcano {i}")];

    private readonly CrossEncoder _crossEncoder = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
    private readonly BiEncoder _biEncoder = BiEncoder.Load(Fixtures.TinyModel("xlmr-mean-e5"));
    private readonly ManualResetEventSlim _release = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RerankAsync_BudgetSpentBeforeAWorkerIsFree_EndsWithoutAScore()
    {
        var held = HoldWorkers();
        var options = new RerankOptions { Budget = TimeSpan.FromMilliseconds(30) };
        var ranking = await _crossEncoder.RerankAsync("plan", ["one", "two"], options, Token).WaitAsync(HangLimit, Token);
        Assert.Equal([0, 1], ranking.Passages.Select(p => p.Index));
        Assert.Equal((0, 2), (ranking.Scored, ranking.NotScored));
        _release.Set();
        await held;
    }

    [Fact]
    public async Task RerankAsync_OlderTicket_GoesBeforeACallThatWaitsAlready()
    {
        var held = HoldWorkers();
        var (old, young) = (WorkTicket.Take(), WorkTicket.Take());
        var log = new ConcurrentQueue<string>();
        Task[] calls =
        [
            _crossEncoder.RerankAsync("plan", Pairs, new RerankOptions { Ticket = young, TokensRead = Log("young") }, Token),
            _crossEncoder.RerankAsync("plan", Pairs, new RerankOptions { Ticket = old, TokensRead = Log("old") }, Token),
        ];
        await ReleaseAsync(held, calls);
        AssertOldFirst(log);

        Callback<int> Log(string name) => new(_ => log.Enqueue(name));
    }

    [Fact]
    public async Task EmbedAsync_OlderTicket_GoesBeforeACallThatWaitsAlready()
    {
        var held = HoldWorkers();
        var (old, young) = (WorkTicket.Take(), WorkTicket.Take());
        var log = new ConcurrentQueue<string>();
        Task[] calls =
        [
            _biEncoder.EmbedAsync(Pairs, EmbeddingRole.Document, Options(young, "young"), Token),
            _biEncoder.EmbedAsync(Pairs, EmbeddingRole.Document, Options(old, "old"), Token),
        ];
        await ReleaseAsync(held, calls);
        AssertOldFirst(log);

        EmbedOptions Options(WorkTicket ticket, string name) => new()
        {
            Priority = WorkPriority.Interactive,
            Ticket = ticket,
            TokensRead = new Callback<int>(_ => log.Enqueue(name)),
        };
    }

    public void Dispose()
    {
        _release.Set();
        _crossEncoder.Dispose();
        _biEncoder.Dispose();
        _release.Dispose();
    }

    // One run a worker, each of which waits.
    private Task HoldWorkers()
    {
        using var holding = new CountdownEvent(Environment.ProcessorCount);
        var options = new RerankOptions
        {
            TokensRead = new Callback<int>(_ =>
            {
                holding.Signal();
                _release.Wait(HangLimit);
            }),
        };
        var held = _crossEncoder.RerankAsync(
            "plan", [.. Enumerable.Range(0, Environment.ProcessorCount).Select(i => $"text {i}")], options, Token);
        Assert.True(holding.Wait(HangLimit, Token), "The workers do not take a run each.");
        return held;
    }

    private async Task ReleaseAsync(Task held, Task[] calls)
    {
        _release.Set();
        await held;
        await Task.WhenAll(calls);
    }

    // A worker that ends the last run of the older call may log it after others have logged a run of the younger one.
    private static void AssertOldFirst(ConcurrentQueue<string> log)
    {
        Assert.Equal(2 * Runs, log.Count);
        Assert.InRange(log.ToList().IndexOf("young"), Runs - Environment.ProcessorCount, Runs);
    }
}
