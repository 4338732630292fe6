using System.Globalization;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>The order of runs. The queue has neither threads nor a clock, so every order here is exact.</summary>
public sealed class RunQueueTests
{
    private readonly RunQueue _queue = new();
    private readonly Dictionary<RunJob, string> _names = [];

    [Fact]
    public void TryTake_FiftyCallsAtOnce_EndOneAfterAnotherInTheOrderOfTheirArrival()
    {
        for (var i = 0; i < 50; i++)
            Add($"{i}", runs: 30);
        var order = TakeAll();
        Assert.Equal(Enumerable.Range(0, 50).SelectMany(i => Enumerable.Repeat($"{i}", 30)), order);
    }

    [Fact]
    public void TryTake_OlderTicketThatCameLater_GoesFirst()
    {
        var (old, young) = (WorkTicket.Take(), WorkTicket.Take());
        Add("young", runs: 4, ticket: young);
        Assert.Equal("young", Take());
        Add("old", runs: 3, ticket: old);
        Assert.Equal(["old", "old", "old", "young", "young", "young"], TakeAll());
    }

    [Fact]
    public void TryTake_CallsOfOneTicket_GoInTheOrderInWhichTheyWereAdded()
    {
        var ticket = WorkTicket.Take();
        Add("first", runs: 2, ticket: ticket);
        Add("second", runs: 2, ticket: ticket);
        Assert.Equal(["first", "first", "second", "second"], TakeAll());
    }

    [Fact]
    public void TryTake_SearchesWithEmbeddings_TheFirstEndsAsIfItWereNearlyAlone()
    {
        // As searches do: the reranking is added, with the search's ticket, once the query's embedding has run.
        var tickets = Enumerable.Range(0, 50).Select(_ => WorkTicket.Take()).ToArray();
        for (var i = 0; i < 50; i++)
            Add($"embed {i}", runs: 1, ticket: tickets[i]);
        var order = new List<string>();
        while (_queue.TryTake(out var job, out _))
        {
            var name = _names[job];
            order.Add(name);
            Return(job);
            if (name.StartsWith("embed ", StringComparison.Ordinal))
                Add(name["embed ".Length..], runs: 30, ticket: tickets[int.Parse(name["embed ".Length..], CultureInfo.InvariantCulture)]);
        }

        Assert.Equal(50 * 31, order.Count);
        // 31 runs of its own, and one in four for embeddings of the others.
        Assert.InRange(order.LastIndexOf("0"), 30, 42);
        int[] ends = [.. Enumerable.Range(0, 50).Select(i => order.LastIndexOf($"{i}"))];
        Assert.Equal(ends.Order(), ends);
        // Every first stage is over when the first few searches are.
        Assert.InRange(Enumerable.Range(0, 50).Max(i => order.IndexOf($"embed {i}")), 50, 4 * 50);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(RunQueue.MaxShortRuns)]
    public void TryTake_CallOfOneRunBesideManyOlder_WaitsForFewRuns(int runs)
    {
        for (var i = 0; i < 100; i++)
            Add("old", runs);
        for (var i = 0; i < 9; i++)
            Take();
        Add("query", runs: 1);
        var order = TakeAll();
        Assert.InRange(order.IndexOf("query"), 0, RunQueue.SingleInterval - 1);
    }

    [Fact]
    public void TryTake_EndlessCallsOfOneRun_LeaveThreeRunsInFourToTheOldest()
    {
        Add("search", runs: 30);
        var taken = 0;
        while (_names.ContainsValue("search"))
        {
            while (_names.Count < 10)
                Add("query", runs: 1);
            Take();
            taken++;
        }

        // Every query came later, so it goes only when its share is due.
        Assert.InRange(taken, 30 + (30 / 3) - 1, 30 + (30 / 3) + 1);
    }

    [Fact]
    public void TryTake_LongCallBesideLaterSmallOnes_DelaysEachByFewRuns()
    {
        Add("long", runs: 10_000);
        for (var i = 0; i < 500; i++)
            Take();
        for (var search = 0; search < 20; search++)
        {
            Add("search", runs: 31);
            var taken = 0;
            while (_names.ContainsValue("search"))
            {
                Take();
                taken++;
            }

            Assert.InRange(taken, 31, 36); // At most one run in eight is the long call's.
        }
    }

    [Fact]
    public void TryTake_LongCallBesideEndlessSmallOnes_HasOneRunInEight()
    {
        Add("long", runs: RunQueue.MaxShortRuns + 1);
        var order = new List<string>();
        while (_names.ContainsValue("long"))
        {
            while (_names.Count < 5)
                Add("search", runs: 31);
            order.Add(Take());
        }

        Assert.InRange(order.Count, ((RunQueue.MaxShortRuns + 1) * 8) - 8, (RunQueue.MaxShortRuns + 1) * 8);
        Assert.All(order.Chunk(8).SkipLast(1), turn => Assert.Single(turn, "long"));
    }

    [Fact]
    public void TryTake_LongCalls_TakeTurns()
    {
        Add("a", runs: 200);
        Add("b", runs: 200);
        Assert.Equal(Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "a" : "b"), TakeAll());
    }

    [Fact]
    public void TryTake_PartOfALongCall_IsLong()
    {
        Add("window", runs: 20, callRuns: 5_000);
        Take();
        Add("search", runs: 5);
        Assert.Equal(["search", "search", "search", "search", "search", "window"], TakeAll().Take(6));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(10_000)]
    [InlineData(1)]
    public void TryTake_BulkBesideInteractiveWork_HasExactlyOneRunInEight(int runs)
    {
        Add("bulk", runs: 50);
        Assert.Equal("bulk", Take());
        var order = new List<string>();
        for (var i = 0; i < 49 * 8; i++)
        {
            while (_names.Count < 4)
                Add("search", runs);
            order.Add(Take());
        }

        Assert.All(order.Chunk(8), turn => Assert.Equal([.. Enumerable.Repeat("search", 7), "bulk"], turn));
        Assert.DoesNotContain("bulk", _names.Values);
    }

    [Fact]
    public void TryTake_BulkAlone_HasAllRunsAndCallsTakeTurns()
    {
        Add("a", runs: 3, priority: WorkPriority.Bulk);
        Add("b", runs: 2, priority: WorkPriority.Bulk);
        Assert.Equal(["a", "b", "a", "b", "a"], TakeAll());
    }

    [Fact]
    public void TryTake_AllKindsAtOnce_NoneStarvesAndTheSharesAreKept()
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 8_000; i++)
        {
            foreach (var (kind, runs) in new[] { ("query", 1), ("search", 31), ("long", 10_000), ("bulk", 10_000) })
            {
                while (_names.Values.Count(name => name == kind) < 3)
                    Add(kind, runs);
            }

            var name = Take();
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        Assert.Equal(1_000, counts["bulk"]);
        Assert.Equal(875, counts["long"]); // One in eight of the 7,000 interactive runs.
        Assert.InRange(counts["query"], 7_000 / 4, 7_000); // Its share, and by age.
        Assert.InRange(counts["search"], 2_000, 7_000);
    }

    [Fact]
    public async Task TryTake_BudgetSpentBetweenRuns_KeepsTheCompletedOnes()
    {
        var ran = 0;
        var job = Add("budget", runs: 10, spent: () => ran == 4);
        while (_queue.TryTake(out var taken, out _))
        {
            ran++;
            Return(taken);
        }

        Assert.Equal(4, await job.Completion);
    }

    [Fact]
    public async Task Settle_CancelledJob_IsGoneAtOnceAndTheOthersGoOn()
    {
        using var stop = new CancellationTokenSource();
        var old = Add("old", runs: 30, stop: stop);
        Add("young", runs: 2);
        Assert.Equal("old", Take());
        await stop.CancelAsync();
        old.Settle();
        Assert.True(old.Completion.IsCanceled);
        _names.Remove(old);
        Assert.Equal(["young", "young"], TakeAll());
    }

    [Theory]
    [InlineData(2, WorkPriority.Interactive)]
    [InlineData(1_000, WorkPriority.Interactive)]
    [InlineData(20, WorkPriority.Bulk)]
    public async Task Settle_FailedRun_EndsItsJobAndNoOther(int runs, WorkPriority priority)
    {
        var failing = Add("failing", runs, priority: priority);
        var sound = Add("sound", runs, priority: priority);
        Assert.True(_queue.TryTake(out var taken, out _));
        Assert.Same(failing, taken);
        failing.Return(new InvalidOperationException("a"));
        failing.Settle();
        Assert.True(failing.Completion.IsFaulted);
        _names.Remove(failing);
        Assert.Equal(Enumerable.Repeat("sound", runs), TakeAll());
        Assert.Equal(runs, await sound.Completion);
    }

    [Fact]
    public void Settle_FailureWithARunInFlight_CompletesWhenThatRunHasEnded()
    {
        var job = Add("job", runs: 5);
        Assert.True(_queue.TryTake(out _, out _));
        Assert.True(_queue.TryTake(out _, out _));
        job.Return(new InvalidOperationException("a"));
        job.Settle();
        Assert.False(job.Completion.IsCompleted);
        Assert.False(_queue.TryTake(out _, out _));
        job.Return(null);
        job.Settle();
        Assert.True(job.Completion.IsFaulted);
    }

    [Fact]
    public async Task Add_NothingToRun_CompletesAtOnce()
    {
        Assert.Equal(0, await Add("empty", runs: 0).Completion);
        Assert.False(_queue.TryTake(out _, out _));
    }

    private RunJob Add(
        string name, int runs, WorkTicket? ticket = null, WorkPriority? priority = null, int? callRuns = null,
        Func<bool>? spent = null, CancellationTokenSource? stop = null)
    {
        var job = new RunJob([.. Enumerable.Range(0, runs)], (_, _) => { }, spent, stop?.Token ?? CancellationToken.None)
        {
            Ticket = ticket,
            CallRuns = callRuns ?? runs,
        };
        _names.Add(job, name);
        _queue.Add(job, priority ?? (name == "bulk" ? WorkPriority.Bulk : WorkPriority.Interactive));
        return job;
    }

    private string Take()
    {
        Assert.True(_queue.TryTake(out var job, out _));
        var name = _names[job];
        Return(job);
        return name;
    }

    private List<string> TakeAll()
    {
        var order = new List<string>();
        while (_queue.TryTake(out var job, out _))
        {
            order.Add(_names[job]);
            Return(job);
        }

        return order;
    }

    private void Return(RunJob job)
    {
        job.Return(null);
        job.Settle();
        if (job.Completion.IsCompleted)
            _names.Remove(job);
    }
}
