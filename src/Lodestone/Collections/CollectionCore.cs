using Lodestone.Indexing;
using Lodestone.Models;

namespace Lodestone;

/// <summary>A collection's store, its indexes, and the states that searches see.</summary>
internal sealed class CollectionCore : IAsyncDisposable
{
    // Changes after which the indexes are saved, so that a crash costs no more than catching up with about so many.
    private const int SaveAfter = 50_000;

    // Passages a reader takes in at once; when it is further behind it opens the saved indexes anew.
    private const int FollowAtOnce = 20_000;

    // How often a reader looks again at a store whose indexes were saved meanwhile.
    private const int MostSnapshots = 8;

    private readonly CollectionOptions _options;
    private readonly EncoderSet _encoders;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly List<string> _notices = [];
    private readonly bool _ownsEncoders;
    private StateChain? _states;
    private bool _disposed;

    // Why the indexes could not be saved or made a graph of, until that succeeds.
    private volatile string? _upkeepFailure;

    private CollectionCore(DocumentStore store, CollectionOptions options)
    {
        Store = store;
        _options = options;
        _ownsEncoders = options.Encoders is null;
        _encoders = options.Encoders ?? new EncoderSet();
        Reranker = new RerankStage(
            token => _encoders.CrossEncoderAsync(options.CrossEncoder, token), new ByteCache<PairKey, RerankScore>(options.PairCacheBytes));
    }

    public DocumentStore Store { get; }

    public RerankStage Reranker { get; }

    public CollectionOptions Options => _options;

    /// <summary>What opening had to do that its caller should know.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>What is searched and written now; null while there is nothing.</summary>
    public SpaceRuntime? Runtime => _states?.Current.Space;

    /// <summary>What every search should say: that another model is on its way, for instance.</summary>
    public IReadOnlyList<string> SearchNotices
    {
        get => _upkeepFailure is { } failure ? [.. field, failure] : field;
        set;
    } = [];

    /// <summary>Held by whoever gives the collection another bi-encoder.</summary>
    public SemaphoreSlim ChangingSpace { get; } = new(1, 1);

    public static async Task<CollectionCore> OpenAsync(string folder, CollectionOptions options, CancellationToken cancellationToken)
    {
        var store = options.ReadOnly ? DocumentStore.OpenReadOnly(folder) : DocumentStore.Open(folder, options.Durability);
        var core = new CollectionCore(store, options);
        try
        {
            await core.OpenSpaceAsync(cancellationToken).ConfigureAwait(false);
            return core;
        }
        catch (Exception error)
        {
            await core.DisposeAsync().ConfigureAwait(false);
            if (error is (IOException and not IndexLockedException) or UnauthorizedAccessException)
                throw StoreErrors.FromIndexes(error, folder);
            throw;
        }
    }

    /// <summary>What writes now.</summary>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public SpaceRuntime WritableRuntime() => Store.IsReadOnly
        ? throw new InvalidOperationException(
            $"The collection '{Store.Folder}' was opened for reading only. Open it for writing, when no other process does.")
        : Runtime!;

    /// <summary>Holds the newest state for a search; null while the collection has none.</summary>
    public async Task<SearchLease?> AcquireAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            var store = Store.Snapshot();
            var state = _states?.Current;
            if (state is not null && state.Sequence == store.Sequence && state.TryJoin())
                return new SearchLease(state, store);
            var (behind, empty) = ((state?.Sequence ?? 0) < store.Sequence, store.ActiveSpace is null);
            store.Dispose();
            if (empty)
                return null;
            // A writer shows a commit right after it was made; a reader has to read what another process has written.
            if (Store.IsReadOnly && behind)
                await FollowAsync(cancellationToken).ConfigureAwait(false);
            else if (attempt > 16)
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Which save of the vector index a reader has before it. A search that ends under another one may have read vectors that the
    /// writer overwrote, as it does with those of deleted documents, and has to be run again. Null for a writer, who waits for searches.
    /// </summary>
    public DateTime? LastSave() => Store.IsReadOnly && Runtime is { } runtime ? runtime.Indexes.LastSave() : null;

    /// <summary>Runs a change by itself, one after another, and shows what it committed.</summary>
    public async Task<CommittedBatch> ChangeAsync(Func<BatchCommitter, CommittedBatch> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Change(change, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The encoders, for work that needs another than the current one.</summary>
    public EncoderSet Encoders => _encoders;

    /// <summary>Opens the indexes of a space that is not active yet, as a snapshot shows it.</summary>
    public SpaceIndexes OpenIndexes(StoredSpace space, StoreSnapshot snapshot, CancellationToken cancellationToken) =>
        new SpaceIndexOpener(Store.Folder, space, _options, Store.IsReadOnly, _notices).Open(snapshot, cancellationToken);

    /// <summary>Makes a space the active one, with indexes that are up to date; false while something is missing from it.</summary>
    public async Task<bool> SwitchAsync(StoredSpace space, string model, SpaceIndexes indexes, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Switch(space, model, indexes, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Writes the indexes to disk.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        WritableRuntime();
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(Save, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed)
                return;
            if (!Store.IsReadOnly && _states is not null)
                Save();
        }
        finally
        {
            if (!_disposed)
                Close();
            _changing.Release();
        }
    }

    private void Close()
    {
        _disposed = true;
        _states?.Close();
        Reranker.Dispose();
        Store.Dispose();
        if (_ownsEncoders)
            _encoders.Dispose();
    }

    /// <summary>Opens the active space; makes it in a new store that may be written.</summary>
    private async Task OpenSpaceAsync(CancellationToken cancellationToken)
    {
        using var snapshot = Store.Snapshot();
        var space = snapshot.ActiveSpace;
        if (space is null && Store.IsReadOnly)
            return;
        var model = _options.BiEncoder ?? space?.Space.Model ?? ModelCatalog.DefaultBiEncoder;
        space ??= await CreateSpaceAsync(model, cancellationToken).ConfigureAwait(false);
        var encoder = new SpaceEncoder(_encoders, model, space.Space);
        if (_options.BiEncoder is not null && _options.BiEncoder != space.Space.Model)
            await encoder.GetAsync(cancellationToken).ConfigureAwait(false);
        await Task.Run(() => Start(space, encoder, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<StoredSpace> CreateSpaceAsync(string model, CancellationToken cancellationToken)
    {
        var biEncoder = await _encoders.BiEncoderAsync(model, cancellationToken).ConfigureAwait(false);
        var space = await SpaceSettings.OfAsync(model, biEncoder, _options.Passages, cancellationToken).ConfigureAwait(false);
        using var batch = Store.BeginBatch(cancellationToken);
        var created = batch.CreateSpace(space);
        batch.Commit();
        return created;
    }

    private void Start(StoredSpace space, SpaceEncoder encoder, CancellationToken cancellationToken) =>
        _states = new StateChain(OpenState(space, encoder, cancellationToken));

    private CollectionState OpenState(StoredSpace space, SpaceEncoder encoder, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var snapshot = Store.Snapshot();
            var opener = new SpaceIndexOpener(Store.Folder, space, _options, Store.IsReadOnly, _notices)
            {
                // A store that was set back to an older copy stays behind its indexes, however often one looks.
                MayBeAhead = Store.IsReadOnly && attempt < MostSnapshots,
            };
            try
            {
                var indexes = opener.Open(snapshot, cancellationToken);
                var runtime = new SpaceRuntime(space, indexes, encoder, _options, Store.Path);
                return new CollectionState(
                    snapshot.Sequence, runtime, indexes.Vectors, indexes.Keywords.Snapshot(), snapshot.LastKey, null);
            }
            catch (StaleSnapshotException)
            {
                continue;
            }
        }
    }

    private CommittedBatch Change(Func<BatchCommitter, CommittedBatch> change, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (states, runtime) = (_states!, Runtime!);
        var indexes = runtime.Indexes;
        indexes.RemoveVectors(states.TakeUnused());
        Mend(runtime, cancellationToken);
        var committed = change(new BatchCommitter(Store, indexes));
        var replaced = Upkeep(() => indexes.Grow(CancellationToken.None));
        Publish(states, runtime, committed, replaced);
        // A share, so that a long import saves a few times and not with every batch.
        if (indexes.Unsaved > Math.Max(SaveAfter, indexes.Vectors.Count / 4))
        {
            Upkeep<object>(() =>
            {
                indexes.Save(committed.Sequence);
                return null;
            });
        }

        return committed;
    }

    private void Mend(SpaceRuntime runtime, CancellationToken cancellationToken)
    {
        if (!runtime.Indexes.NeedsMending)
            return;
        try
        {
            using var snapshot = Store.Snapshot();
            runtime.Indexes.Mend(snapshot, runtime.Stored, cancellationToken);
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, Store.Folder);
        }
    }

    // What follows a commit and can be done later: the batch is kept, and must not be reported as if it were not.
    private T? Upkeep<T>(Func<T?> work)
        where T : class
    {
        try
        {
            var result = work();
            _upkeepFailure = null;
            return result;
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            _upkeepFailure = StoreErrors.FromIndexes(error, Store.Folder).Message;
            return null;
        }
    }

    private static void Publish(StateChain states, SpaceRuntime runtime, CommittedBatch committed, IDisposable? replaced)
    {
        var current = states.Current;
        var lastKey = committed.Added.Count > 0 ? committed.Added.Max() : current.MaxKey;
        states.Publish(
            new CollectionState(
                committed.Sequence, runtime, runtime.Indexes.Vectors, committed.Keywords, Math.Max(lastKey, current.MaxKey),
                states.Hide(committed.Removed)),
            committed.Removed,
            replaced);
    }

    private void Save()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (states, indexes) = (_states!, Runtime!.Indexes);
        indexes.RemoveVectors(states.TakeUnused());
        Mend(Runtime!, CancellationToken.None);
        try
        {
            if (indexes.Unsaved > 0)
                indexes.Save(states.Current.Sequence);
            _upkeepFailure = null;
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, Store.Folder);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => Follow(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    // Another process has written: its changes are taken in as if they had been made here.
    private void Follow(CancellationToken cancellationToken)
    {
        using var snapshot = Store.Snapshot();
        var space = snapshot.ActiveSpace!;
        var current = _states?.Current;
        if (current?.Sequence == snapshot.Sequence)
            return;
        if (_states is not null && current!.Space.Stored.Number == space.Number && snapshot.CanChangesSince(space, current.Sequence) &&
            snapshot.LastKey - current.MaxKey <= FollowAtOnce)
        {
            var indexes = current.Space.Indexes;
            indexes.RemoveVectors(_states.TakeUnused());
            long[] removed = [.. snapshot.RemovedSince(space, current.Sequence)];
            ChangedPassage[] added = [.. snapshot.AddedSince(space, current.Sequence)];
            var keywords = indexes.Prepare(added, removed);
            var committed = new CommittedBatch(snapshot.Sequence, [.. added.Select(a => a.Key)], removed, keywords);
            Publish(_states, current.Space, committed, null);
            return;
        }

        var encoder = new SpaceEncoder(_encoders, _options.BiEncoder ?? space.Space.Model, space.Space);
        var next = OpenState(space, encoder, cancellationToken);
        if (_states is null)
            _states = new StateChain(next);
        else
            _states.Publish(next, [], current!.Space);
    }

    private bool Switch(StoredSpace space, string model, SpaceIndexes indexes, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var states = _states!;
        using (var before = Store.Snapshot())
            indexes.CatchUp(before, space, cancellationToken);
        using var batch = Store.BeginBatch(cancellationToken);
        if (!batch.Activate(space))
            return false;
        var keywords = indexes.Keywords.Snapshot();
        var sequence = batch.Commit();
        using var snapshot = Store.Snapshot();
        var active = snapshot.ActiveSpace!;
        var runtime = new SpaceRuntime(active, indexes, new SpaceEncoder(_encoders, model, active.Space), _options, Store.Path);
        var old = states.Current.Space;
        states.Publish(new CollectionState(sequence, runtime, indexes.Vectors, keywords, snapshot.LastKey, null), [], old);
        return true;
    }
}
