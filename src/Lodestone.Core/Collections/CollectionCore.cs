using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Search.Reranking;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone.Collections;

/// <summary>An open collection: its store, the states that searches see, and who may change them when.</summary>
internal sealed class CollectionCore : IAsyncDisposable
{
    private readonly ModelPool? _ownEncoders;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly SnapshotHistory _states = new();
    private readonly SnapshotOpener _opener;
    private readonly CollectionWriter _writer;
    private readonly ReplicaCatchUp _follower;
    private bool _disposed;

    private CollectionCore(DocumentStore store, CollectionOptions options)
    {
        Store = store;
        Options = options;
        _ownEncoders = options.Models is null ? new ModelPool() : null;
        Encoders = options.Models ?? _ownEncoders!;
        Reranker = new RerankStep(
            token => Encoders.CrossEncoderAsync(options.CrossEncoder, token), new ByteCache<PairKey, RerankScore>(options.PairCacheBytes));
        _opener = new SnapshotOpener(store, options, Encoders);
        _writer = new CollectionWriter(store, _opener, _states);
        _follower = new ReplicaCatchUp(store, _opener, _states);
    }

    public DocumentStore Store { get; }

    public RerankStep Reranker { get; }

    public CollectionOptions Options { get; }

    /// <summary>The encoders, for work that needs another than the current one.</summary>
    public ModelPool Encoders { get; }

    /// <summary>What opening had to do that its caller should know.</summary>
    public IReadOnlyList<string> Notices => _opener.Notices;

    /// <summary>What is searched and written now; null while there is nothing.</summary>
    public VectorSpace? Runtime => _states.Current?.Space;

    /// <summary>What every search should say: that another model is on its way, for instance.</summary>
    public IReadOnlyList<string> SearchNotices
    {
        get => _writer.UpkeepFailure is { } failure ? [.. field, failure] : field;
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
            if (options.Preload.HasFlag(PreloadModels.CrossEncoder))
                core.Reranker.Begin();
            if (await core._opener.OpenActiveAsync(cancellationToken).ConfigureAwait(false) is { } first)
                core._states.Publish(first, [], null);
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
    public VectorSpace WritableRuntime() => Store.IsReadOnly
        ? throw new InvalidStateException(
            ErrorCodes.CollectionReadOnly,
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
            var state = _states.Current;
            if (state is not null && state.Sequence == store.Sequence && state.TryJoin())
                return new SearchLease(state, store);
            var (behind, empty) = ((state?.Sequence ?? 0) < store.Sequence, store.ActiveSpace is null);
            store.Dispose();
            if (empty)
                return null;
            // A writer shows a commit right after it was made; a reader has to read what another process has written.
            if (Store.IsReadOnly && behind)
                await AloneAsync(() => _follower.Follow(cancellationToken), cancellationToken).ConfigureAwait(false);
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
    public Task<CommittedBatch> ChangeAsync(Func<BatchCommitter, CommittedBatch> change, CancellationToken cancellationToken) =>
        AloneAsync(() => _writer.Change(change, cancellationToken), cancellationToken);

    /// <summary>Opens the indexes of a space that is not active yet, as a snapshot shows it.</summary>
    public SpaceIndexes OpenIndexes(StoredSpace space, StoreSnapshot snapshot, CancellationToken cancellationToken) =>
        _opener.OpenIndexes(space, snapshot, cancellationToken);

    /// <summary>Makes a space the active one, with indexes that are up to date; false while something is missing from it.</summary>
    public Task<bool> SwitchAsync(StoredSpace space, string model, SpaceIndexes indexes, CancellationToken cancellationToken) =>
        AloneAsync(() => _writer.Switch(space, model, indexes, cancellationToken), cancellationToken);

    /// <summary>Writes the indexes to disk.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        WritableRuntime();
        await AloneAsync(_writer.Save, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed)
                return;
            if (!Store.IsReadOnly && Runtime is not null)
                _writer.Save();
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
        _states.Close();
        Reranker.Dispose();
        Store.Dispose();
        _ownEncoders?.Dispose();
    }

    private Task AloneAsync(Action work, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    // What changes states or indexes: one after another, and never after the end.
    private async Task<T> AloneAsync<T>(Func<T> work, CancellationToken cancellationToken)
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
}
