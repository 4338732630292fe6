namespace Lodestone.Encoders.Runtime;

/// <summary>The model runs of one call: which are left, which are in flight, and how they ended.</summary>
/// <remarks>
/// The scheduler's lock guards everything here except <see cref="Execute"/>, which workers call side by side.
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
    /// <param name="order">The items, in the order in which they are to be started.</param>
    /// <param name="run">Does one item: (item, worker). The worker's number says whose buffers to use.</param>
    /// <param name="spent">Asked before each item: true when no further one may be started. Null: no budget.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    public RunJob(int[] order, Action<int, int> run, Func<bool>? spent, CancellationToken cancellationToken)
    {
        _order = order;
        _run = run;
        _spent = spent;
        _cancellation = cancellationToken;
        _end = order.Length;
    }

    /// <summary>Ends when nothing of this call is left or in flight; gives how many items were done, from the head of the order.</summary>
    public Task<int> Completion => _completion.Task;

    public CancellationToken Cancellation => _cancellation;

    public bool HasWork => _next < _end;

    public int Take()
    {
        _inFlight++;
        return _order[_next++];
    }

    /// <summary>Drops what is left when the call was cancelled, has failed, or has spent its budget.</summary>
    public void StopIfDue()
    {
        if (HasWork && (_failure is not null || _cancellation.IsCancellationRequested || (_spent is not null && _spent())))
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
            // Not swallowed: it ends the call, and reaches whoever awaits its completion.
            return failure;
        }
    }

    public void Return(Exception? failure)
    {
        _inFlight--;
        _failure ??= failure;
    }

    public void CompleteIfDone()
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
