using System.Collections.Concurrent;
using Lodestone.Indexing;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

/// <summary>The sequence of a collection's snapshots: the current one, and older ones that searches still hold.</summary>
/// <remarks>
/// A removed key stays in the vector index until every search of an older snapshot has ended, and is hidden from newer snapshots until
/// then. Snapshots end in order, so when one has ended, all before it have. Searches acquire snapshots at any time; publishing runs
/// within <see cref="AloneAsync{T}"/>.
/// </remarks>
internal sealed class SnapshotHistory(DocumentStore store, SnapshotOpener opener) : IAsyncDisposable
{
    // The maximum passages of one incremental catch-up; a reader that is further behind opens the indexes that the writer saved.
    private const int TakenInAtOnce = 20_000;

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ConcurrentQueue<IReadOnlyList<long>> _unused = [];
    private readonly List<long> _hidden = [];
    private CollectionSnapshot? _current;
    private volatile string? _upkeepFailure;
    private bool _disposed;

    /// <summary>The snapshot that a new search sees; null while the store is empty and read-only.</summary>
    public CollectionSnapshot? Current => Volatile.Read(ref _current);

    /// <summary>Notices of every search, such as that a re-embedding is in progress, or that the indexes could not be saved.</summary>
    public IReadOnlyList<string> Notices
    {
        get => _upkeepFailure is { } failure ? [.. field, failure] : field;
        set;
    } = [];

    /// <summary>The reason why the indexes could not be saved or turned into a graph; null once that succeeds.</summary>
    public string? UpkeepFailure
    {
        set => _upkeepFailure = value;
    }

    /// <summary>Publishes the active space as of the newest commit.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (await opener.OpenActiveAsync(cancellationToken).ConfigureAwait(false) is { } first)
            Publish(first, [], null);
    }

    /// <summary>Acquires the newest snapshot for a search; null while the collection has none.</summary>
    /// <exception cref="ObjectDisposedException">The collection is closed.</exception>
    public async Task<HeldSnapshot?> AcquireAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            var transaction = await StoreThreads.RunAsync(store.Snapshot, cancellationToken).ConfigureAwait(false);
            var current = Current;
            if (current is not null && current.Sequence == transaction.Sequence && current.TryJoin())
                return new HeldSnapshot(current, transaction);
            var (behind, empty) = ((current?.Sequence ?? 0) < transaction.Sequence, transaction.ActiveSpace is null);
            transaction.Dispose();
            if (empty)
                return null;
            // A writer publishes a commit right after making it; a reader must catch up with the commits of another process.
            if (store.IsReadOnly && behind)
                await AloneAsync(() => CatchUp(cancellationToken), cancellationToken).ConfigureAwait(false);
            else if (attempt > 16)
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The time of the save that a reader's vector index was read from. A vector search that ends under a later save may have read vectors
    /// that the writer overwrote, as it does with those of deleted documents. Null for a writer, which waits for searches.
    /// </summary>
    public DateTime? LastSave() => store.IsReadOnly && Current is { } current ? current.Space.Indexes.LastSave() : null;

    /// <summary>Runs a change of snapshots or indexes: one at a time, and never after closing.</summary>
    /// <exception cref="ObjectDisposedException">The collection is closed.</exception>
    public async Task<T> AloneAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await StoreThreads.RunLongAsync(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc cref="AloneAsync{T}" />
    public Task AloneAsync(Action work, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    /// <summary>Publishes a snapshot.</summary>
    /// <param name="next">The new snapshot.</param>
    /// <param name="removed">Keys that the old snapshot has and the new one lacks.</param>
    /// <param name="replaced">The object that only the old snapshot uses; disposed when no search uses it.</param>
    public void Publish(CollectionSnapshot next, IReadOnlyList<long> removed, IDisposable? replaced)
    {
        if (_current is not { } old)
        {
            Volatile.Write(ref _current, next);
            return;
        }

        // The old snapshot holds a reference to the new one, which therefore cannot end before it.
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

    /// <summary>Publishes a batch that was committed to the current snapshot's space.</summary>
    /// <param name="committed">The batch, which the indexes already contain.</param>
    /// <param name="replaced">The object that only the old snapshot uses; disposed when no search uses it.</param>
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

    /// <summary>Removes the vectors that no search can need any more from the index.</summary>
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

    /// <summary>Ends the current snapshot after a last change. Its resources are disposed when the last search has released it.</summary>
    /// <param name="last">The change to run before the end, when there is a snapshot.</param>
    public async ValueTask CloseAsync(Action last)
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed && _current is not null)
                await StoreThreads.RunLongAsync(last, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            var isFirst = !_disposed;
            // Before the release, which may fail: a second closing must not wait for the first one.
            _disposed = true;
            _changing.Release();
            if (isFirst && _current is { } current)
            {
                current.Ended = current.Space.Dispose;
                current.Release();
            }
        }
    }

    /// <summary>Ends the current snapshot.</summary>
    public ValueTask DisposeAsync() => CloseAsync(() => { });

    // Publishes the newest commit of another process.
    private void CatchUp(CancellationToken cancellationToken)
    {
        using var transaction = store.Snapshot();
        var space = transaction.ActiveSpace!;
        var current = _current;
        if (current?.Sequence == transaction.Sequence)
            return;
        // The writer has found the model in another place; an encoder that is loaded already needs none.
        if (current?.Space is { Encoder.IsLoaded: false } known && known.Stored.Number == space.Number &&
            known.Stored.Space.Model != space.Space.Model)
        {
            known.Repoint(space.Space.Model);
        }

        if (current is not null && CanTakeIn(transaction, space, current))
            TakeIn(transaction, space, current);
        else
            Publish(opener.Open(space, cancellationToken), [], current?.Space);
    }

    private static bool CanTakeIn(StoreSnapshot transaction, StoredSpace space, CollectionSnapshot current) =>
        current.Space.Stored.Number == space.Number && transaction.CanChangesSince(space, current.Sequence) &&
        transaction.LastKey - current.MaxKey <= TakenInAtOnce;

    // Applies the changes as if they had been made here.
    private void TakeIn(StoreSnapshot transaction, StoredSpace space, CollectionSnapshot current)
    {
        RemoveUnused();
        long[] removed = [.. transaction.RemovedSince(space, current.Sequence)];
        ChangedPassage[] added = [.. transaction.AddedSince(space, current.Sequence)];
        var keywords = current.Space.Indexes.Prepare(added, removed);
        Publish(new CommittedBatch(transaction.Sequence, [.. added.Select(a => a.Key)], removed, keywords), null);
    }
}

/// <summary>The immutable state that searches see between two batches. Freed once it is replaced and its last search has ended.</summary>
/// <param name="sequence">The store's sequence that it shows.</param>
/// <param name="space">The vector space that is searched.</param>
/// <param name="vectors">The vector index, which outlives the snapshot and may already hold keys of the next one.</param>
/// <param name="keywords">The keyword index at this sequence; owned by the snapshot.</param>
/// <param name="maxKey">The last passage key of this sequence; later keys are not visible yet.</param>
/// <param name="hidden">Keys deleted at this sequence, though still in the vector index because older snapshots need them.</param>
internal sealed class CollectionSnapshot(
    long sequence, VectorSpace space, VectorIndex vectors, KeywordSnapshot keywords, long maxKey, KeySet? hidden)
{
    // One reference for being the current snapshot, and one for each search.
    private int _users = 1;

    public long Sequence => sequence;

    public VectorSpace Space => space;

    public VectorIndex Vectors => vectors;

    public KeywordSnapshot Keywords => keywords;

    public long MaxKey => maxKey;

    public KeySet? Hidden => hidden;

    /// <summary>Called once, when no search uses the snapshot any more. Set before the snapshot is replaced.</summary>
    public Action? Ended { get; set; }

    /// <summary>Takes a reference, unless the snapshot has ended.</summary>
    public bool TryJoin()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;
            users = seen;
        }

        return false;
    }

    /// <summary>Releases a reference.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        keywords.Dispose();
        Ended?.Invoke();
    }
}

/// <summary>A snapshot held for one search, with a transaction of the store at the same sequence.</summary>
internal sealed class HeldSnapshot(CollectionSnapshot snapshot, StoreSnapshot store) : IDisposable
{
    public CollectionSnapshot Snapshot { get; } = snapshot;

    public StoreSnapshot Store { get; } = store;

    public void Dispose()
    {
        Store.Dispose();
        Snapshot.Release();
    }
}

/// <summary>The changes of a commit, to be shown to searches.</summary>
/// <param name="Sequence">The store's new sequence.</param>
/// <param name="Added">The added keys.</param>
/// <param name="Removed">The removed keys.</param>
/// <param name="Keywords">The keyword index after the commit; the receiver disposes it.</param>
internal sealed record CommittedBatch(long Sequence, IReadOnlyList<long> Added, IReadOnlyList<long> Removed, KeywordSnapshot Keywords);
