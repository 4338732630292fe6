using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone.Snapshots;

/// <summary>Follows what another process commits, for a collection that is open for reading only.</summary>
internal sealed class ReplicaCatchUp(DocumentStore store, SnapshotOpener opener, SnapshotHistory states)
{
    // Passages taken in at once; when it is further behind, the indexes that the writer saved are opened anew.
    private const int FollowAtOnce = 20_000;

    /// <summary>Shows the newest commit. One at a time.</summary>
    public void Follow(CancellationToken cancellationToken)
    {
        using var snapshot = store.Snapshot();
        var space = snapshot.ActiveSpace!;
        var current = states.Current;
        if (current?.Sequence == snapshot.Sequence)
            return;
        if (current is not null && CanTakeIn(snapshot, space, current))
            TakeIn(snapshot, space, current);
        else
            states.Publish(opener.Open(space, cancellationToken), [], current?.Space);
    }

    private static bool CanTakeIn(StoreSnapshot snapshot, StoredSpace space, CollectionSnapshot current) =>
        current.Space.Stored.Number == space.Number && snapshot.CanChangesSince(space, current.Sequence) &&
        snapshot.LastKey - current.MaxKey <= FollowAtOnce;

    // As if the changes had been made here.
    private void TakeIn(StoreSnapshot snapshot, StoredSpace space, CollectionSnapshot current)
    {
        var indexes = current.Space.Indexes;
        indexes.RemoveVectors(states.TakeUnused());
        long[] removed = [.. snapshot.RemovedSince(space, current.Sequence)];
        ChangedPassage[] added = [.. snapshot.AddedSince(space, current.Sequence)];
        var keywords = indexes.Prepare(added, removed);
        states.Publish(new CommittedBatch(snapshot.Sequence, [.. added.Select(a => a.Key)], removed, keywords), null);
    }
}
