namespace Lodestone.Encoders.Runtime;

/// <summary>Runs models: as many single-threaded runs at once as there are cores, however many calls are in flight.</summary>
/// <remarks>
/// <para>
/// One worker thread a core, shared by every model and every call of the process. A run never uses a second thread, so two runs
/// on two cores finish sooner than one run on both after another, and no number of callers can oversubscribe the machine.
/// </para>
/// <para>
/// Interactive calls go before bulk ones. Calls of the same priority take turns, one run each, so that a long call does not
/// hold up a short one; the price is that the long one ends later than it would alone.
/// </para>
/// <para>The threads are background threads, started with the first run and kept: they sleep when there is nothing to do.</para>
/// </remarks>
internal sealed class RunScheduler
{
    private readonly object _gate = new(); // Monitor's wait and pulse are needed, which Lock does not have.
    private readonly Queue<RunJob> _interactive = new();
    private readonly Queue<RunJob> _bulk = new();
    private bool _started;

    public RunScheduler(int workers) => Workers = workers;

    /// <summary>The scheduler of the process.</summary>
    public static RunScheduler Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>How many runs there can be at once.</summary>
    public int Workers { get; }

    /// <summary>Runs every item of a job. Gives how many items were done, from the head of the job's order.</summary>
    public async Task<int> RunAsync(RunJob job, WorkPriority priority)
    {
        lock (_gate)
        {
            StartWorkers();
            (priority == WorkPriority.Interactive ? _interactive : _bulk).Enqueue(job);
            Monitor.PulseAll(_gate);
        }

        // Without this a cancelled call would wait for a free worker to notice.
        await using var registration = job.Cancellation.UnsafeRegister(_ => Settle(job), null).ConfigureAwait(false);
        return await job.Completion.ConfigureAwait(false);
    }

    private void Settle(RunJob job)
    {
        lock (_gate)
        {
            job.StopIfDue();
            job.CompleteIfDone();
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
            RunJob job;
            int item;
            lock (_gate)
            {
                while (!TryTake(_interactive, out job!, out item) && !TryTake(_bulk, out job!, out item))
                    Monitor.Wait(_gate);
            }

            var failure = job.Execute(item, worker);
            lock (_gate)
            {
                job.Return(failure);
                job.StopIfDue();
                job.CompleteIfDone();
            }
        }
    }

    private static bool TryTake(Queue<RunJob> queue, out RunJob? job, out int item)
    {
        while (queue.TryDequeue(out job))
        {
            job.StopIfDue();
            if (job.HasWork)
            {
                item = job.Take();
                if (job.HasWork)
                    queue.Enqueue(job);
                return true;
            }

            job.CompleteIfDone();
        }

        item = 0;
        return false;
    }
}

/// <summary>Starts long runs before short ones, so that no core is left alone with a long one at the end.</summary>
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
