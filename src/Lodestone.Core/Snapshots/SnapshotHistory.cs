using System.Collections.Concurrent;
using Lodestone.Indexing;
using Lodestone.Writing;

namespace Lodestone.Snapshots;

/// <summary>The states of a collection one after another: the current one, and older ones that searches still hold.</summary>
/// <remarks>
/// A key that is removed stays in the vector index until every search of an older state has ended, and is hidden from newer ones until
/// then. States end in order, so when one has ended all before it have.
/// </remarks>
internal sealed class SnapshotHistory
{
    private readonly ConcurrentQueue<IReadOnlyList<long>> _unused = [];
    private readonly List<long> _hidden = [];
    private CollectionSnapshot? _current;

    /// <summary>What a search that begins now sees; null while the store is empty and nobody here may write it.</summary>
    public CollectionSnapshot? Current => Volatile.Read(ref _current);

    /// <summary>Makes a state visible. One thread at a time.</summary>
    /// <param name="next">The new state.</param>
    /// <param name="removed">Keys that the old state has and the new one has not.</param>
    /// <param name="replaced">What the old state used and the new one does not; disposed when no search uses it.</param>
    public void Publish(CollectionSnapshot next, IReadOnlyList<long> removed, IDisposable? replaced)
    {
        if (_current is not { } old)
        {
            Volatile.Write(ref _current, next);
            return;
        }

        // The old state keeps the new one from ending before it.
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

    /// <summary>Makes a batch visible that was committed to the current state's space. One thread at a time.</summary>
    /// <param name="committed">The batch, which the indexes have taken in.</param>
    /// <param name="replaced">What the old state used and the new one does not; disposed when no search uses it.</param>
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

    /// <summary>Keys that no search can want any more. One thread at a time; the caller removes them from the index.</summary>
    public IReadOnlyList<long> TakeUnused()
    {
        var keys = new List<long>();
        while (_unused.TryDequeue(out var removed))
            keys.AddRange(removed);
        if (keys.Count > 0)
        {
            var gone = keys.ToHashSet();
            _hidden.RemoveAll(gone.Contains);
        }

        return keys;
    }

    /// <summary>Ends the current state. What it used is disposed when the last search has left it.</summary>
    public void Close()
    {
        if (_current is not { } last)
            return;
        last.Ended = last.Space.Dispose;
        last.Release();
    }
}
