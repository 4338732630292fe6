using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Changes store, indexes and states together: what the one writer of a collection does, one at a time.</summary>
internal sealed class CollectionWriter(DocumentStore store, SnapshotOpener opener, SnapshotHistory states)
{
    // Changes after which the indexes are saved, so that a crash costs no more than catching up with about so many.
    private const int SaveAfter = 50_000;

    private volatile string? _upkeepFailure;

    /// <summary>Why the indexes could not be saved or made a graph of, until that succeeds.</summary>
    public string? UpkeepFailure => _upkeepFailure;

    /// <summary>Runs a change, and shows what it committed.</summary>
    public CommittedBatch Change(Func<BatchCommitter, CommittedBatch> change, CancellationToken cancellationToken)
    {
        var runtime = states.Current!.Space;
        var indexes = runtime.Indexes;
        indexes.RemoveVectors(states.TakeUnused());
        Mend(runtime, cancellationToken);
        var committed = change(new BatchCommitter(store, indexes));
        var replaced = Upkeep(() => indexes.Grow(CancellationToken.None));
        states.Publish(committed, replaced);
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

    /// <summary>Makes a space the active one, with indexes that are up to date; false while something is missing from it.</summary>
    public bool Switch(StoredSpace space, string model, SpaceIndexes indexes, CancellationToken cancellationToken)
    {
        using (var before = store.Snapshot())
            indexes.CatchUp(before, space, cancellationToken);
        using var batch = store.BeginBatch(cancellationToken);
        if (!batch.Activate(space))
            return false;
        var keywords = indexes.Keywords.Snapshot();
        var sequence = batch.Commit();
        using var snapshot = store.Snapshot();
        var runtime = opener.Runtime(snapshot.ActiveSpace!, indexes, model);
        var next = new CollectionSnapshot(sequence, runtime, indexes.Vectors, keywords, snapshot.LastKey, null);
        states.Publish(next, [], states.Current!.Space);
        return true;
    }

    /// <summary>Writes the indexes to disk.</summary>
    public void Save()
    {
        var state = states.Current!;
        var indexes = state.Space.Indexes;
        indexes.RemoveVectors(states.TakeUnused());
        Mend(state.Space, CancellationToken.None);
        try
        {
            if (indexes.Unsaved > 0)
                indexes.Save(state.Sequence);
            _upkeepFailure = null;
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, store.Folder);
        }
    }

    private void Mend(VectorSpace runtime, CancellationToken cancellationToken)
    {
        if (!runtime.Indexes.NeedsMending)
            return;
        try
        {
            using var snapshot = store.Snapshot();
            runtime.Indexes.Mend(snapshot, runtime.Stored, cancellationToken);
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, store.Folder);
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
            _upkeepFailure = StoreErrors.FromIndexes(error, store.Folder).Message;
            return null;
        }
    }
}
