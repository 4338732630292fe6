using System.Collections.Concurrent;
using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

/// <summary>The snapshots of a collection one after another: the current one, and older ones that searches still hold.</summary>
/// <remarks>
/// A key that is removed stays in the vector index until every search of an older snapshot has ended, and is hidden from newer ones until
/// then. Snapshots end in order, so when one has ended all before it have. Searches take snapshots at any time; what publishes one runs
/// within <see cref="AloneAsync{T}"/>.
/// </remarks>
internal sealed class SnapshotHistory(DocumentStore store, SnapshotOpener opener) : IAsyncDisposable
{
    // Passages taken in at once; a reader that is further behind opens the indexes that the writer saved.
    private const int TakenInAtOnce = 20_000;

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ConcurrentQueue<IReadOnlyList<long>> _unused = [];
    private readonly List<long> _hidden = [];
    private CollectionSnapshot? _current;
    private volatile string? _upkeepFailure;
    private bool _disposed;

    /// <summary>What a search that begins now sees; null while the store is empty and cannot be written here.</summary>
    public CollectionSnapshot? Current => Volatile.Read(ref _current);

    /// <summary>What every search says: that another model is on its way, for instance, or that the indexes could not be saved.</summary>
    public IReadOnlyList<string> Notices
    {
        get => _upkeepFailure is { } failure ? [.. field, failure] : field;
        set;
    } = [];

    /// <summary>Why the indexes could not be saved or made a graph of; null once that succeeds.</summary>
    public string? UpkeepFailure
    {
        set => _upkeepFailure = value;
    }

    /// <summary>Shows the active space as the newest commit has it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (await opener.OpenActiveAsync(cancellationToken).ConfigureAwait(false) is { } first)
            Publish(first, [], null);
    }

    /// <summary>Holds the newest snapshot for a search; null while the collection has none.</summary>
    /// <exception cref="ObjectDisposedException">The collection is closed.</exception>
    public async Task<HeldSnapshot?> AcquireAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            var transaction = store.Snapshot();
            var current = Current;
            if (current is not null && current.Sequence == transaction.Sequence && current.TryJoin())
                return new HeldSnapshot(current, transaction);
            var (behind, empty) = ((current?.Sequence ?? 0) < transaction.Sequence, transaction.ActiveSpace is null);
            transaction.Dispose();
            if (empty)
                return null;
            // A writer shows a commit right after it was made; a reader has to read what another process has written.
            if (store.IsReadOnly && behind)
                await AloneAsync(() => CatchUp(cancellationToken), cancellationToken).ConfigureAwait(false);
            else if (attempt > 16)
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Which save of the vector index a reader has before it. A search of vectors that ends under another save may have read some that the
    /// writer overwrote, as it does with those of deleted documents. Null for a writer, which waits for searches.
    /// </summary>
    public DateTime? LastSave() => store.IsReadOnly && Current is { } current ? current.Space.Indexes.LastSave() : null;

    /// <summary>Runs what changes snapshots or indexes: one at a time, and never after the end.</summary>
    /// <exception cref="ObjectDisposedException">The collection is closed.</exception>
    public async Task<T> AloneAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Makes a snapshot visible.</summary>
    /// <param name="next">The new snapshot.</param>
    /// <param name="removed">Keys that the old snapshot has and the new one has not.</param>
    /// <param name="replaced">What the old snapshot used and the new one does not; disposed when no search uses it.</param>
    public void Publish(CollectionSnapshot next, IReadOnlyList<long> removed, IDisposable? replaced)
    {
        if (_current is not { } old)
        {
            Volatile.Write(ref _current, next);
            return;
        }

        // The old snapshot keeps the new one from ending before it.
        next.TryJoin();
        old.Ended = () =>
        {
            _unused.Enqueue(removed);
            replaced?.Dispose();
            next.Release();
        };
        Volatile.Write(ref _current, next);
        old.Release();
    }

    /// <summary>Makes a batch visible that was committed to the current snapshot's space.</summary>
    /// <param name="committed">The batch, which the indexes have taken in.</param>
    /// <param name="replaced">What the old snapshot used and the new one does not; disposed when no search uses it.</param>
    public void Publish(CommittedBatch committed, IDisposable? replaced)
    {
        var current = _current!;
        var lastKey = committed.Added.Count > 0 ? committed.Added.Max() : current.MaxKey;
        _hidden.AddRange(committed.Removed);
        var next = new CollectionSnapshot(
            committed.Sequence, current.Space, current.Space.Indexes.Vectors, committed.Keywords, Math.Max(lastKey, current.MaxKey),
            _hidden.Count == 0 ? null : KeySet.Of(_hidden));
        Publish(next, committed.Removed, replaced);
    }

    /// <summary>Takes vectors out of the index that no search can want any more.</summary>
    public void RemoveUnused()
    {
        var keys = new List<long>();
        while (_unused.TryDequeue(out var removed))
            keys.AddRange(removed);
        if (keys.Count > 0)
        {
            var gone = keys.ToHashSet();
            _hidden.RemoveAll(gone.Contains);
        }

        _current!.Space.Indexes.RemoveVectors(keys);
    }

    /// <summary>Ends the current snapshot, after a last change. What it used is disposed when the last search has left it.</summary>
    /// <param name="last">Run before the end, when there is a snapshot.</param>
    public async ValueTask CloseAsync(Action last)
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed && _current is not null)
                last();
        }
        finally
        {
            if (!_disposed && _current is { } current)
            {
                current.Ended = current.Space.Dispose;
                current.Release();
            }

            _disposed = true;
            _changing.Release();
        }
    }

    /// <summary>Ends the current snapshot.</summary>
    public ValueTask DisposeAsync() => CloseAsync(() => { });

    // Shows the newest commit of another process.
    private bool CatchUp(CancellationToken cancellationToken)
    {
        using var transaction = store.Snapshot();
        var space = transaction.ActiveSpace!;
        var current = _current;
        if (current?.Sequence == transaction.Sequence)
            return false;
        if (current is not null && CanTakeIn(transaction, space, current))
            TakeIn(transaction, space, current);
        else
            Publish(opener.Open(space, cancellationToken), [], current?.Space);
        return true;
    }

    private static bool CanTakeIn(StoreSnapshot transaction, StoredSpace space, CollectionSnapshot current) =>
        current.Space.Stored.Number == space.Number && transaction.CanChangesSince(space, current.Sequence) &&
        transaction.LastKey - current.MaxKey <= TakenInAtOnce;

    // As if the changes had been made here.
    private void TakeIn(StoreSnapshot transaction, StoredSpace space, CollectionSnapshot current)
    {
        RemoveUnused();
        long[] removed = [.. transaction.RemovedSince(space, current.Sequence)];
        ChangedPassage[] added = [.. transaction.AddedSince(space, current.Sequence)];
        var keywords = current.Space.Indexes.Prepare(added, removed);
        Publish(new CommittedBatch(transaction.Sequence, [.. added.Select(a => a.Key)], removed, keywords), null);
    }
}
