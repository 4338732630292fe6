namespace Lodestone.Server.Collections;

/// <summary>The server's slot for one collection, opened by its first user and closed when all uses have ended.</summary>
internal sealed class CollectionSlot(string name, Func<Task<Collection>> open)
{
    private readonly Lock _gate = new();
    private Task<Collection>? _opening;
    private TaskCompletionSource? _empty;
    private int _users;

    /// <summary>Begins a use; null while the collection is being closed. A failed opening is retried.</summary>
    public async Task<CollectionUse?> UseAsync(CancellationToken cancellationToken)
    {
        Task<Collection> opening;
        lock (_gate)
        {
            if (_empty is not null)
                return null;
            _users++;
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
                _opening = open();
            opening = _opening;
        }

        try
        {
            // All users share the opening, so it continues when the one that began it has left.
            return new CollectionUse(this, name, await opening.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Ends one use.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_users == 0)
                _empty?.TrySetResult();
        }
    }

    /// <summary>Refuses new uses, waits until all have ended, and closes. A cancelled wait leaves the collection open.</summary>
    /// <returns>True when this call closed it.</returns>
    /// <exception cref="StoreException">The indexes could not be written; the collection is closed nevertheless.</exception>
    public async Task<bool> CloseAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource empty;
        lock (_gate)
        {
            if (_empty is not null)
                return false;
            _empty = empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_users == 0)
                empty.SetResult();
        }

        try
        {
            await empty.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                _empty = null;
            throw;
        }

        // All users have left, but an opening whose users all disconnected may still run.
        if (_opening is not null)
        {
            await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_opening.IsCompletedSuccessfully)
                await (await _opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }

        return true;
    }
}

/// <summary>One use of a collection: until it is disposed, the collection is neither closed nor deleted.</summary>
/// <remarks>One without a slot is of a collection of the application, which outlives all requests.</remarks>
internal sealed class CollectionUse(CollectionSlot? slot, string name, Collection collection) : IDisposable
{
    private CollectionSlot? _slot = slot;

    public string Name => name;

    public Collection Collection => collection;

    public void Dispose() => Interlocked.Exchange(ref _slot, null)?.Leave();
}
