using Lodestone.Indexing;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

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
