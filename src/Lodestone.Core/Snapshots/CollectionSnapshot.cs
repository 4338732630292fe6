using Lodestone.Indexing;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

/// <summary>What searches see between one batch and the next. Immutable; freed when it was replaced and the last search has left.</summary>
/// <param name="sequence">The store's sequence that it shows.</param>
/// <param name="space">The vector space that is searched.</param>
/// <param name="vectors">The vector index, which outlives the snapshot and may already hold keys of the next.</param>
/// <param name="keywords">The keyword index at this sequence; owned by the snapshot.</param>
/// <param name="maxKey">The last passage key of this sequence: later ones are not to be seen yet.</param>
/// <param name="hidden">Keys that are gone at this sequence, though still in the vector index because older searches want them.</param>
internal sealed class CollectionSnapshot(
    long sequence, VectorSpace space, VectorIndex vectors, KeywordSnapshot keywords, long maxKey, KeySet? hidden)
{
    // One for being the current snapshot, one for each search.
    private int _users = 1;

    public long Sequence => sequence;

    public VectorSpace Space => space;

    public VectorIndex Vectors => vectors;

    public KeywordSnapshot Keywords => keywords;

    public long MaxKey => maxKey;

    public KeySet? Hidden => hidden;

    /// <summary>Called once, when no search uses the snapshot any more. Set before it is replaced.</summary>
    public Action? Ended { get; set; }

    /// <summary>Joins the snapshot, unless it is gone.</summary>
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

    /// <summary>Leaves the snapshot.</summary>
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

/// <summary>What a commit did, for searches to see.</summary>
/// <param name="Sequence">The store's new sequence.</param>
/// <param name="Added">Keys that are new.</param>
/// <param name="Removed">Keys that are gone.</param>
/// <param name="Keywords">The keyword index after it; the receiver's to dispose.</param>
internal sealed record CommittedBatch(long Sequence, IReadOnlyList<long> Added, IReadOnlyList<long> Removed, KeywordSnapshot Keywords);
