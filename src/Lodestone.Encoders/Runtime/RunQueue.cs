using System.Diagnostics.CodeAnalysis;

namespace Lodestone.Encoders.Runtime;

/// <summary>Decides which run is next. docs/decisions/0018 has the reasons.</summary>
/// <remarks>
/// <para>
/// Of interactive calls the oldest goes first, by its ticket. A kind that age alone would starve, or let others starve, has a share
/// instead: it is owed a run when it waits and a number of runs went to others since its last one.
/// </para>
/// <para>
/// Not thread-safe: the scheduler's lock guards it. It has neither threads nor a clock, so its order is a function of its calls.
/// </para>
/// </remarks>
internal sealed class RunQueue
{
    /// <summary>Long calls have one interactive run in this many.</summary>
    public const int LongInterval = 8;

    /// <summary>Calls of one run have one interactive run in this many.</summary>
    public const int SingleInterval = 4;

    /// <summary>The number of runs above which a call is long. A search at its defaults has 31.</summary>
    public const int MaxShortRuns = 128;

    private readonly RunLane _single = new(takesTurns: false);
    private readonly RunLane _short = new(takesTurns: false);
    private readonly RunLane _long = new(takesTurns: true);
    private readonly RunLane _bulk = new(takesTurns: true);

    /// <summary>Bulk work has one run in this many.</summary>
    public int BulkInterval { get; set; } = 8;

    /// <summary>Adds the runs of a job.</summary>
    public void Add(RunJob job, WorkPriority priority)
    {
        var lane = priority == WorkPriority.Bulk ? _bulk
            : job.CallRuns > MaxShortRuns ? _long
            : job.CallRuns > 1 ? _short
            : _single;
        lane.Add(job, (job.Ticket ?? WorkTicket.Take()).Number);
        job.Settle();
    }

    /// <summary>Takes the next run; false when none waits.</summary>
    public bool TryTake([NotNullWhen(true)] out RunJob? job, out int item)
    {
        while ((job = Next()) is not null)
        {
            job.StopIfSpent();
            job.Settle();
            if (!job.HasWork)
                continue;
            Count(job.Lane!);
            item = job.Take();
            if (job.HasWork)
                job.Lane!.EndTurn(job);
            else
                job.Lane!.Remove(job);
            return true;
        }

        item = 0;
        return false;
    }

    private RunJob? Next() => Owed(_bulk, BulkInterval) ?? Owed(_long, LongInterval) ?? Owed(_single, SingleInterval) ??
        Oldest() ?? _long.First ?? _bulk.First;

    private static RunJob? Owed(RunLane lane, int interval) => lane.Others >= interval - 1 ? lane.First : null;

    private RunJob? Oldest() => (_single.First, _short.First) switch
    {
        ({ } one, { } other) => one.Place.Arrival <= other.Place.Arrival ? one : other,
        var (one, other) => one ?? other,
    };

    // Bulk runs do not count for the shares of interactive calls, whose sum would else depend on bulk work.
    private void Count(RunLane taken)
    {
        _bulk.Others = taken == _bulk ? 0 : _bulk.Others + 1;
        if (taken == _bulk)
            return;
        _long.Others = taken == _long ? 0 : _long.Others + 1;
        _single.Others = taken == _single ? 0 : _single.Others + 1;
    }
}

/// <summary>Jobs of one kind that have runs left, in the order in which they go.</summary>
/// <param name="takesTurns">
/// Whether a job goes to the end after each run; otherwise the oldest goes first until it has no runs left.
/// </param>
internal sealed class RunLane(bool takesTurns)
{
    private static readonly Comparer<RunJob> ByPlace = Comparer<RunJob>.Create((left, right) => left.Place.CompareTo(right.Place));

    private readonly SortedSet<RunJob> _jobs = new(ByPlace);
    private long _added;

    /// <summary>The number of runs that went to others since this lane's last.</summary>
    public long Others { get; set; }

    public RunJob? First => _jobs.Min;

    public void Add(RunJob job, long arrival)
    {
        job.Lane = this;
        job.Place = (takesTurns ? 0 : arrival, ++_added);
        _jobs.Add(job);
    }

    public void Remove(RunJob job)
    {
        _jobs.Remove(job);
        job.Lane = null;
    }

    /// <summary>Lets the others go before a job that had a run.</summary>
    public void EndTurn(RunJob job)
    {
        if (!takesTurns)
            return;
        Remove(job);
        Add(job, arrival: 0);
    }
}
