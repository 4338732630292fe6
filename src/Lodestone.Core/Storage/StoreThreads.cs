using System.Collections.Concurrent;

namespace Lodestone.Storage;

/// <summary>The threads that wait for the disk, a few for the whole process, so that the thread pool stays the application's.</summary>
/// <remarks>
/// Calls of SQLite and scans of indexes mapped from disk are synchronous. However many callers there are, only <see cref="Count"/> of them
/// run at a time, the oldest first, and a waiting caller holds no thread. What awaits such a call continues on the pool. Work on these
/// threads never waits for other work on them. docs/decisions/0011.
/// </remarks>
internal sealed class StoreThreads : TaskScheduler
{
    /// <summary>The number of threads: reads are mostly from memory, so that more than these would take turns on the cores.</summary>
    public static readonly int Count = Math.Max(4, 2 * Environment.ProcessorCount);

    private const TaskCreationOptions Apart =
        TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler | TaskCreationOptions.RunContinuationsAsynchronously;

    private static readonly BlockingCollection<Task> Waiting = [];
    private static readonly StoreThreads All = new();
    private int _started;

    public override int MaximumConcurrencyLevel => Count;

    /// <summary>Runs short blocking work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Honoured until the work begins.</param>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, Apart, All);

    /// <summary>Runs blocking work that lasts, such as a commit, on a thread of its own.</summary>
    /// <param name="work">The work; a collection runs one such at a time.</param>
    /// <param name="cancellationToken">Honoured until the work begins.</param>
    public static Task<T> RunLongAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, Apart | TaskCreationOptions.LongRunning, Default);

    /// <inheritdoc cref="RunLongAsync{T}"/>
    public static Task RunLongAsync(Action work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, Apart | TaskCreationOptions.LongRunning, Default);

    protected override void QueueTask(Task task)
    {
        Waiting.Add(task);
        if (Volatile.Read(ref _started) < Count && Interlocked.Increment(ref _started) <= Count)
            new Thread(Work) { IsBackground = true, Name = "Lodestone store" }.UnsafeStart();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. Waiting];

    private static void Work()
    {
        foreach (var task in Waiting.GetConsumingEnumerable())
            All.TryExecuteTask(task);
    }
}
