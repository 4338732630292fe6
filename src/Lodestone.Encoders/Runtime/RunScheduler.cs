namespace Lodestone.Encoders.Runtime;

/// <summary>Runs models: one single-threaded run per core, however many calls are in flight.</summary>
/// <remarks>
/// <para>
/// One worker thread per core, shared by every model and every call of the process. A run never uses a second thread, so two runs on two
/// cores finish sooner than one run on both after another, and no number of callers can oversubscribe the machine.
/// </para>
/// <para><see cref="RunQueue"/> decides which run is next.</para>
/// <para>The threads are background threads, started with the first run and kept; idle threads sleep.</para>
/// </remarks>
internal sealed class RunScheduler
{
    private readonly object _gate = new(); // Lock has no wait and pulse; Monitor has.
    private readonly RunQueue _queue = new();
    private bool _started;

    public RunScheduler(int workers) => Workers = workers;

    /// <summary>The scheduler of the process.</summary>
    public static RunScheduler Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>The maximum number of concurrent runs.</summary>
    public int Workers { get; }

    /// <summary>Bulk work has one run in this many while interactive work waits.</summary>
    public int BulkInterval
    {
        get
        {
            lock (_gate)
                return _queue.BulkInterval;
        }

        set
        {
            lock (_gate)
                _queue.BulkInterval = value;
        }
    }

    /// <summary>Runs every item of a job. Returns the number of completed items, from the head of the job's order.</summary>
    public async Task<int> RunAsync(RunJob job, WorkPriority priority)
    {
        lock (_gate)
        {
            StartWorkers();
            _queue.Add(job, priority);
            Monitor.PulseAll(_gate);
        }

        // Without this a cancelled call would wait until a free worker notices.
        await using var registration = job.Cancellation.UnsafeRegister(_ => Settle(job), null).ConfigureAwait(false);
        using var timer = job.Watch?.Invoke(_ => SettleIfSpent(job));
        return await job.Completion.ConfigureAwait(false);
    }

    private void Settle(RunJob job)
    {
        lock (_gate)
            job.Settle();
    }

    private void SettleIfSpent(RunJob job)
    {
        lock (_gate)
        {
            job.StopIfSpent();
            job.Settle();
        }
    }

    private void StartWorkers()
    {
        if (_started)
            return;
        _started = true;
        for (var worker = 0; worker < Workers; worker++)
        {
            var number = worker;
            new Thread(() => Work(number)) { IsBackground = true, Name = $"lodestone-run-{number}" }.Start();
        }
    }

    private void Work(int worker)
    {
        while (true)
        {
            RunJob? job;
            int item;
            lock (_gate)
            {
                while (!_queue.TryTake(out job, out item))
                    Monitor.Wait(_gate);
            }

            var failure = job.Execute(item, worker);
            lock (_gate)
            {
                job.Return(failure);
                job.Settle();
            }
        }
    }
}

/// <summary>The model runs of one call: the pending ones, the in-flight ones, and the outcome.</summary>
/// <remarks>
/// The scheduler's lock guards everything here except <see cref="Execute"/>, which workers call concurrently.
/// </remarks>
internal sealed class RunJob
{
    private readonly int[] _order;
    private readonly Action<int, int> _run;
    private readonly Func<bool>? _spent;
    private readonly CancellationToken _cancellation;
    private readonly TaskCompletionSource<int> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private int _next;
    private int _end;
    private int _inFlight;

    /// <summary>Describes the runs of one call.</summary>
    /// <param name="order">The items, in the order in which they start.</param>
    /// <param name="run">Runs one item: (item, worker). The worker's number selects the buffers.</param>
    /// <param name="spent">Called before each item; true when no further item may start. Null: no budget.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    public RunJob(int[] order, Action<int, int> run, Func<bool>? spent, CancellationToken cancellationToken)
    {
        _order = order;
        _run = run;
        _spent = spent;
        _cancellation = cancellationToken;
        _end = CallRuns = order.Length;
    }

    /// <summary>
    /// Completes when no run of this call is pending or in flight, with the number of completed items from the head of the order.
    /// </summary>
    public Task<int> Completion => _completion.Task;

    public CancellationToken Cancellation => _cancellation;

    /// <summary>The arrival that the runs belong to. Null: when the scheduler gets them.</summary>
    public WorkTicket? Ticket { get; init; }

    /// <summary>The number of runs of the whole call, of which this job may be a part.</summary>
    public int CallRuns { get; init; }

    /// <summary>
    /// Starts a timer that calls back when the budget is spent, because a job that waits behind others would notice only at its turn.
    /// Null: no budget.
    /// </summary>
    public Func<TimerCallback, ITimer>? Watch { get; init; }

    /// <summary>The job's lane, and its place there; the queue's alone. The lane is null when the job is not in the queue.</summary>
    public RunLane? Lane { get; set; }

    public (long Arrival, long Added) Place { get; set; }

    public bool HasWork => _next < _end;

    public int Take()
    {
        _inFlight++;
        return _order[_next++];
    }

    /// <summary>Drops the pending runs when the call has spent its budget.</summary>
    public void StopIfSpent()
    {
        if (HasWork && _spent is not null && _spent())
            _end = _next;
    }

    public Exception? Execute(int item, int worker)
    {
        try
        {
            _run(item, worker);
            return null;
        }
        catch (Exception failure)
        {
            // Not swallowed: the exception ends the call and is thrown where its completion is awaited.
            return failure;
        }
    }

    public void Return(Exception? failure)
    {
        _inFlight--;
        _failure ??= failure;
    }

    /// <summary>Drops the pending runs when the call was cancelled or has failed, and completes a call of which nothing is left.</summary>
    public void Settle()
    {
        if (HasWork && (_failure is not null || _cancellation.IsCancellationRequested))
            _end = _next;
        if (!HasWork)
            Lane?.Remove(this);
        CompleteIfDone();
    }

    private void CompleteIfDone()
    {
        if (HasWork || _inFlight > 0)
            return;
        if (_failure is not null)
            _completion.TrySetException(_failure);
        else if (_end < _order.Length && _cancellation.IsCancellationRequested)
            _completion.TrySetCanceled(_cancellation);
        else
            _completion.TrySetResult(_end);
    }
}

/// <summary>Starts long runs before short ones, so that no long run is left at the end while other cores are idle.</summary>
internal static class LongestFirst
{
    public static int[] Order(int count, Func<int, int> tokens)
    {
        var order = new int[count];
        var keys = new long[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
            // Length descending, then index ascending, in one number: sorting is not stable.
            keys[i] = ((long)-tokens(i) << 32) | (uint)i;
        }

        Array.Sort(keys, order);
        return order;
    }
}
