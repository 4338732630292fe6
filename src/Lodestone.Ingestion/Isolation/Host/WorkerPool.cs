namespace Lodestone.Ingestion.Isolation.Host;

/// <summary>The workers of a process: one for each core at most, kept for the next file, ended when there is none for a while.</summary>
/// <remarks>Thread-safe. Not disposable: readings of the whole process share one, and workers end with the process.</remarks>
#pragma warning disable CA1001 // The semaphore has no handle of the system as long as its WaitHandle is not asked for.
internal sealed class WorkerPool
#pragma warning restore CA1001
{
    /// <summary>The time without a file after which a worker is ended.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    // A program that does not answer as a worker will not do so for the next file, and each attempt may take until the longest start.
    private static readonly TimeSpan FailureTime = TimeSpan.FromMinutes(5);
    private const int MostWorkers = 4;

    private readonly Func<WorkerCommand?> _command;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places = new(Math.Clamp(Environment.ProcessorCount, 1, MostWorkers));
    private readonly Lock _lock = new();
    private readonly Stack<WorkerProcess> _idle = new();
    private readonly ITimer _idleTimer;
    private (string Reason, long Time)? _failure;
    private long _peakBytes;

    /// <param name="command">How a worker is started; null when the application does not answer as one.</param>
    /// <param name="time">The clock of idle workers.</param>
    public WorkerPool(Func<WorkerCommand?> command, TimeProvider time)
    {
        (_command, _time) = (command, time);
        _idleTimer = time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The pool that all readings of this process share.</summary>
    public static WorkerPool Shared { get; } = new(WorkerCommand.OfApplication, TimeProvider.System);

    /// <summary>The most memory that a worker was seen to have, in bytes.</summary>
    public long PeakResidentBytes => Interlocked.Read(ref _peakBytes);

    /// <summary>The number of workers that wait for a file.</summary>
    public int Idle
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>Takes a worker, and starts one when none is idle; waits while all places are in use.</summary>
    /// <param name="maxMemoryBytes">Its memory limit, which it has from its start.</param>
    /// <param name="fresh">Whether it must not have read another file before.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="WorkerStartException">No worker can be started.</exception>
    public async Task<WorkerProcess> TakeAsync(long maxMemoryBytes, bool fresh, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_lock)
            {
                // One of another limit, or that is not fresh, makes room: the places bound the memory of all workers together.
                while (_idle.TryPop(out var idle))
                {
                    if (!fresh && idle.MaxMemoryBytes == maxMemoryBytes)
                        return idle;
                    idle.Dispose();
                }

                if (_failure is { } failure && _time.GetElapsedTime(failure.Time) < FailureTime)
                    throw new WorkerStartException(failure.Reason);
            }

            return await StartAsync(maxMemoryBytes, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>Returns the memory that a worker has now, in bytes; 0 after its end.</summary>
    public long ResidentBytesOf(WorkerProcess worker)
    {
        var resident = worker.ResidentBytes;
        for (var peak = PeakResidentBytes; resident > peak; peak = PeakResidentBytes)
            Interlocked.CompareExchange(ref _peakBytes, resident, peak);
        return resident;
    }

    /// <summary>Returns a worker that has read its file to the end.</summary>
    public void Return(WorkerProcess worker)
    {
        // The memory of a large file need not be kept for small ones.
        if (ResidentBytesOf(worker) is var resident && (resident == 0 || resident > worker.MaxMemoryBytes / 2))
        {
            Discard(worker);
            return;
        }

        lock (_lock)
            _idle.Push(worker);
        _idleTimer.Change(IdleTime, Timeout.InfiniteTimeSpan);
        _places.Release();
    }

    /// <summary>Ends a worker whose file is not read to the end.</summary>
    public void Discard(WorkerProcess worker)
    {
        worker.Dispose();
        _places.Release();
    }

    private async Task<WorkerProcess> StartAsync(long maxMemoryBytes, CancellationToken cancellationToken)
    {
        try
        {
            var command = _command() ?? throw new WorkerStartException("the application's executable does not answer as a worker");
            return await WorkerProcess.StartAsync(command, maxMemoryBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkerStartException failed)
        {
            lock (_lock)
                _failure = (failed.Message, _time.GetTimestamp());
            throw;
        }
    }

    private void EndIdle()
    {
        lock (_lock)
        {
            while (_idle.TryPop(out var idle))
                idle.Dispose();
        }
    }
}
