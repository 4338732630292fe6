using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

[Collection(nameof(RunsAloneCollection))]
public sealed class ParserThreadTests
{
    private const int Hang = 180_000;

    [Fact(Timeout = Hang)]
    public async Task RunAsync_CancelledInTheMiddle_StopsWaitingForAParserThatGoesOn()
    {
        using var stop = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var ended = new TaskCompletionSource();
        var run = ParserThread.RunAsync(() => Blocked(started, gate, ended), stop.Token);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(ended.Task.IsCompleted);
        gate.Set();
        await ended.Task;
    }

    [Fact(Timeout = Hang)]
    public async Task RunAsync_AbandonedParsers_KeepTheirPlaces()
    {
        using var stop = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var ended = Enumerable.Range(0, ParserThread.Places).Select(_ => new TaskCompletionSource()).ToArray();
        var runs = ended.Select(e => ParserThread.RunAsync(() => Blocked(started, gate, e), stop.Token)).ToArray();
        foreach (var _ in runs)
            await started.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        foreach (var run in runs)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        using var impatient = new CancellationTokenSource();
        var waiting = ParserThread.RunAsync(() => 1, impatient.Token);
        var next = ParserThread.RunAsync(() => 2, TestContext.Current.CancellationToken);
        Assert.Equal((false, false), (waiting.IsCompleted, next.IsCompleted));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        Assert.Equal(2, await next);
        await Task.WhenAll(ended.Select(e => e.Task));
    }

    [Fact]
    public async Task RunAsync_FailingParser_FailsTheCall()
    {
        var failure = await Assert.ThrowsAsync<UnreadableException>(() => ParserThread.RunAsync<int>(
            () => throw new UnreadableException(ReadProblemKind.Malformed, "why"), TestContext.Current.CancellationToken));
        Assert.Equal("why", failure.Message);
    }

    [Fact]
    public async Task RunAsync_DeepRecursion_HasRoom() =>
        Assert.Equal(100_000, await ParserThread.RunAsync(() => Depth(100_000), TestContext.Current.CancellationToken));

    private static int Depth(int left) => left == 0 ? 0 : Depth(left - 1) + 1;

    private static int Blocked(SemaphoreSlim started, ManualResetEventSlim gate, TaskCompletionSource ended)
    {
        started.Release();
        gate.Wait(CancellationToken.None);
        ended.SetResult();
        return 0;
    }
}
