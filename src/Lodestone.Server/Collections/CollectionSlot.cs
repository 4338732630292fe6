namespace Lodestone.Server.Collections;

/// <summary>The place of one collection in the server: opened once, by the first who needs it, and closed when nobody does.</summary>
internal sealed class CollectionSlot(string name, Func<Task<Collection>> open)
{
    private readonly Lock _gate = new();
    private Task<Collection>? _opening;
    private TaskCompletionSource? _empty;
    private int _users;

    /// <summary>Takes part in it; null while it is being closed. An opening that failed is tried again.</summary>
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
            // The opening is everybody's: it goes on when the one who began it has left.
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

    /// <summary>Lets nobody in any more, waits until all have left, and closes. Whoever gives up waiting leaves it open.</summary>
    /// <returns>Whether it was this call that closed it, and no other is about to.</returns>
    /// <exception cref="StoreException">The indexes could not be written; it is closed all the same.</exception>
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

        // Nobody is left, but an opening whose users all went away may still be under way.
        if (_opening is not null)
        {
            await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_opening.IsCompletedSuccessfully)
                await (await _opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }

        return true;
    }
}

/// <summary>A collection while a request uses it: until it is disposed, the collection is neither closed nor deleted.</summary>
internal sealed class CollectionUse(CollectionSlot slot, string name, Collection collection) : IDisposable
{
    private CollectionSlot? _slot = slot;

    public string Name => name;

    public Collection Collection => collection;

    public void Dispose() => Interlocked.Exchange(ref _slot, null)?.Leave();
}
