using System.Collections.Concurrent;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Tests.Runtime;

public sealed class RunSchedulerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task RunAsync_ManyCallsAtOnce_RunsAsManyAsTheWorkersAndNoMore()
    {
        var scheduler = new RunScheduler(3);
        int running = 0, most = 0;
        // Each run waits for two others, so fewer than three at once would never end.
        using var three = new Barrier(3);
        var calls = Enumerable.Range(0, 20).Select(_ =>
            scheduler.RunAsync(new RunJob([.. Enumerable.Range(0, 15)], Run, null, Never), WorkPriority.Bulk));
        Assert.All(await Task.WhenAll(calls), done => Assert.Equal(15, done));
        Assert.Equal(3, most);

        void Run(int item, int worker)
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Assert.True(three.SignalAndWait(HangLimit), "Three workers do not run three runs at once.");
            Interlocked.Decrement(ref running);
        }
    }

    [Fact]
    public async Task RunAsync_OneWorkersNumber_IsNeverInTwoRunsAtOnce()
    {
        var scheduler = new RunScheduler(4);
        var inUse = new int[4];
        var clashes = 0;
        using var four = new Barrier(4);
        var calls = Enumerable.Range(0, 8).Select(_ =>
            scheduler.RunAsync(new RunJob([.. Enumerable.Range(0, 200)], Run, null, Never), WorkPriority.Interactive));
        await Task.WhenAll(calls);
        Assert.Equal(0, clashes);

        void Run(int item, int worker)
        {
            if (Interlocked.Increment(ref inUse[worker]) != 1)
                Interlocked.Increment(ref clashes);
            Assert.True(four.SignalAndWait(HangLimit), "Four workers do not run four runs at once.");
            Interlocked.Decrement(ref inUse[worker]);
        }
    }

    [Fact]
    public async Task RunAsync_InteractiveWhileBulkIsQueued_GoesFirst()
    {
        var scheduler = new RunScheduler(1);
        var log = new ConcurrentQueue<string>();
        using var gate = new ManualResetEventSlim();
        var blocker = scheduler.RunAsync(new RunJob([0], (_, _) => gate.Wait(), null, Never), WorkPriority.Bulk);
        var bulk = scheduler.RunAsync(new RunJob([1, 2, 3], (i, _) => log.Enqueue($"bulk {i}"), null, Never), WorkPriority.Bulk);
        var interactive = scheduler.RunAsync(
            new RunJob([1, 2], (i, _) => log.Enqueue($"interactive {i}"), null, Never), WorkPriority.Interactive);
        gate.Set();
        await Task.WhenAll(blocker, bulk, interactive);
        Assert.Equal(["interactive 1", "interactive 2", "bulk 1", "bulk 2", "bulk 3"], log);
    }

    [Fact]
    public async Task RunAsync_InteractiveCalls_GoInTheOrderOfTheirTickets()
    {
        var scheduler = new RunScheduler(1);
        var log = new ConcurrentQueue<string>();
        using var gate = new ManualResetEventSlim();
        var (old, young) = (WorkTicket.Take(), WorkTicket.Take());
        var blocker = scheduler.RunAsync(new RunJob([0], (_, _) => gate.Wait(), null, Never), WorkPriority.Interactive);
        var two = scheduler.RunAsync(Job([1, 2], "b", young), WorkPriority.Interactive);
        var one = scheduler.RunAsync(Job([1, 2, 3], "a", old), WorkPriority.Interactive);
        gate.Set();
        await Task.WhenAll(blocker, one, two);
        Assert.Equal(["a1", "a2", "a3", "b1", "b2"], log);

        RunJob Job(int[] order, string name, WorkTicket ticket) =>
            new(order, (i, _) => log.Enqueue($"{name}{i}"), null, Never) { Ticket = ticket };
    }

    [Fact]
    public async Task RunAsync_TwoWorkers_BothRunTheOldestCall()
    {
        var scheduler = new RunScheduler(2);
        var log = new ConcurrentQueue<int>();
        using var gate = new ManualResetEventSlim();
        // Each run waits for another one, so the first call ends only if both workers run it.
        using var two = new Barrier(2);
        var blockers = Enumerable.Range(0, 2)
            .Select(_ => scheduler.RunAsync(new RunJob([0], (_, _) => gate.Wait(), null, Never), WorkPriority.Interactive)).ToArray();
        var calls = Enumerable.Range(0, 50)
            .Select(call => scheduler.RunAsync(new RunJob([1, 2, 3, 4], Run(call), null, Never), WorkPriority.Interactive)).ToArray();
        gate.Set();
        await Task.WhenAll(blockers);
        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 50).SelectMany(call => Enumerable.Repeat(call, 4)), log);

        Action<int, int> Run(int call) => (_, _) =>
        {
            log.Enqueue(call);
            Assert.True(two.SignalAndWait(HangLimit), "Two workers do not run one call.");
        };
    }

    [Fact]
    public async Task RunAsync_BudgetSpentBehindOtherCalls_EndsBeforeThem()
    {
        var scheduler = new RunScheduler(1);
        using var gate = new ManualResetEventSlim();
        TimerCallback? notice = null;
        var spent = false;
        var old = scheduler.RunAsync(new RunJob([0, 1, 2], RunOld, null, Never), WorkPriority.Interactive);
        var young = scheduler.RunAsync(
            new RunJob([0, 1], (_, _) => Assert.Fail("Its budget was spent."), () => Volatile.Read(ref spent), Never) { Watch = Watch },
            WorkPriority.Interactive);
        notice!(null);
        Assert.False(young.IsCompleted); // The timer was early.
        Volatile.Write(ref spent, true);
        notice(null);
        Assert.Equal(0, await young.WaitAsync(HangLimit, TestContext.Current.CancellationToken));
        gate.Set();
        Assert.Equal(3, await old);

        void RunOld(int item, int worker) => gate.Wait();

        ITimer Watch(TimerCallback callback)
        {
            notice = callback;
            return TimeProvider.System.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    [Fact]
    public async Task RunAsync_AFailingRun_EndsItsCallAndNoOther()
    {
        var scheduler = new RunScheduler(1);
        var ran = 0;
        var failing = scheduler.RunAsync(new RunJob([.. Enumerable.Range(0, 1_000)], Fail, null, Never), WorkPriority.Bulk);
        var sound = scheduler.RunAsync(new RunJob([.. Enumerable.Range(0, 50)], (_, _) => { }, null, Never), WorkPriority.Bulk);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal("no 3", failure.Message);
        Assert.Equal(50, await sound);
        Assert.Equal(4, ran); // Items 0 to 3: none is started after the failure.

        void Fail(int item, int worker)
        {
            Interlocked.Increment(ref ran);
            if (item == 3)
                throw new InvalidOperationException("no 3");
        }
    }

    [Fact]
    public async Task RunAsync_CancelledWhileOthersHoldTheWorkers_EndsAtOnce()
    {
        var scheduler = new RunScheduler(1);
        using var gate = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var blocker = scheduler.RunAsync(new RunJob([0], (_, _) => gate.Wait(), null, Never), WorkPriority.Interactive);
        var waiting = scheduler.RunAsync(
            new RunJob([1], (_, _) => Assert.Fail("It was cancelled."), null, stop.Token), WorkPriority.Interactive);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        await blocker;
    }

    [Fact]
    public async Task RunAsync_CancelledBetweenRuns_StartsNoFurtherOne()
    {
        var scheduler = new RunScheduler(1);
        using var stop = new CancellationTokenSource();
        var ran = 0;
        var call = scheduler.RunAsync(new RunJob([.. Enumerable.Range(0, 100)], Run, null, stop.Token), WorkPriority.Bulk);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(3, ran);

        void Run(int item, int worker)
        {
            if (++ran == 3)
                stop.Cancel();
        }
    }

    [Fact]
    public async Task RunAsync_SpentBudget_GivesHowManyWereDone()
    {
        var scheduler = new RunScheduler(1);
        var ran = 0;
        var done = await scheduler.RunAsync(
            new RunJob([.. Enumerable.Range(0, 10)], (_, _) => ran++, () => ran == 4, Never), WorkPriority.Interactive);
        Assert.Equal(4, done);
        Assert.Equal(4, ran);
    }

    [Fact]
    public async Task RunAsync_NothingToRun_EndsAtOnce() =>
        Assert.Equal(0, await new RunScheduler(1).RunAsync(new RunJob([], (_, _) => { }, null, Never), WorkPriority.Interactive));

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
                return;
        }
    }
}
