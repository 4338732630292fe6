using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>The vector index and the keyword index of one vector space, both derived from the store, which is the truth.</summary>
/// <remarks>One thread at a time changes them, while any number of threads search.</remarks>
/// <param name="folder">The folder of the indexes.</param>
/// <param name="vectors">The vector index and its sequence; 0 when it is empty.</param>
/// <param name="keywords">The keyword index and its sequence; 0 when it is empty.</param>
/// <param name="exactUpTo">The number of vectors up to which the index stays flat.</param>
/// <param name="reopenKeywords">Opens the keyword index as last saved.</param>
internal sealed class SpaceIndexes(
    IndexFolder folder,
    (VectorIndex Index, long Sequence) vectors,
    (KeywordIndex Index, long Sequence) keywords,
    int exactUpTo,
    Func<StoreSnapshot, (KeywordIndex Index, long Sequence)> reopenKeywords) : IDisposable
{
    private const int ChunkSize = 2_000;

    // The share of removed vectors from which repairing the graph pays.
    private const double RepairFrom = .2;

    private long _vectorsAt = vectors.Sequence;
    private long _keywordsAt = keywords.Sequence;
    private int _changed;
    private bool _keywordsFailed;

    /// <summary>The vector index: flat while the space is small, a graph once it has grown.</summary>
    public VectorIndex Vectors { get; private set; } = vectors.Index;

    /// <summary>The keyword index.</summary>
    public KeywordIndex Keywords { get; private set; } = keywords.Index;

    /// <summary>The number of changes since the indexes were last saved.</summary>
    public int Unsaved => _changed;

    /// <summary>Applies a batch to the indexes, hidden from searches, and returns the resulting keyword index.</summary>
    public KeywordSnapshot Prepare(IReadOnlyList<ChangedPassage> added, IReadOnlyList<long> removed)
    {
        AddVectors(added);
        Keywords.Remove(removed);
        Keywords.Add(added.Select(Entry));
        _changed += added.Count + removed.Count;
        return Keywords.Snapshot();
    }

    /// <summary>Reverts a batch that could not be committed, or not even prepared.</summary>
    public void Undo(IReadOnlyList<ChangedPassage> added, IReadOnlyList<ChangedPassage> removed, bool prepared)
    {
        long[] keys = [.. added.Select(a => a.Key)];
        Vectors.Remove(keys);
        _keywordsFailed = true;
        if (!prepared)
            return;
        Keywords.Remove(keys);
        Keywords.Add(removed.Select(Entry));
        _keywordsFailed = false;
    }

    /// <summary>Reopens the keyword index after a failure, which may have lost its unsaved changes.</summary>
    /// <remarks>Searches continue meanwhile, because they hold snapshots, which stay valid.</remarks>
    public void Mend(StoreSnapshot snapshot, StoredSpace space, CancellationToken cancellationToken)
    {
        if (!_keywordsFailed)
            return;
        Keywords.Dispose();
        (Keywords, _keywordsAt) = reopenKeywords(snapshot);
        CatchUpKeywords(snapshot, space, cancellationToken);
        _keywordsFailed = false;
    }

    /// <summary>Whether the keyword index failed, so that <see cref="Mend"/> has work to do.</summary>
    public bool NeedsMending => _keywordsFailed;

    /// <summary>Removes vectors that no search can need any more, and repairs the graph when many are gone.</summary>
    public void RemoveVectors(IReadOnlyList<long> keys)
    {
        if (keys.Count > 0)
            Vectors.Remove([.. keys]);
        if (Vectors.Removed > RepairFrom * (Vectors.Count + Vectors.Removed))
            Vectors.Repair(Environment.ProcessorCount);
    }

    /// <summary>Converts a flat index into a graph once it has more than the maximum of vectors to scan.</summary>
    /// <returns>The replaced index, to be disposed when no search uses it; null if none was replaced.</returns>
    public VectorIndex? Grow(CancellationToken cancellationToken)
    {
        if (Vectors is not FlatIndex flat || flat.Count <= exactUpTo)
            return null;
        Vectors = HnswIndex.From(flat, flat.Folder, threads: Environment.ProcessorCount, cancellationToken: cancellationToken);
        return flat;
    }

    /// <summary>The time when any process last saved the vector index.</summary>
    public DateTime LastSave() => folder.LastSave();

    /// <summary>Saves both indexes as of a sequence, so that the next opening has less to catch up with.</summary>
    public void Save(long sequence)
    {
        var labels = folder.Labels(sequence);
        _keywordsFailed = true;
        Keywords.Commit(labels);
        _keywordsFailed = false;
        Vectors.Save(labels);
        _changed = 0;
    }

    /// <summary>Brings the indexes up to the snapshot's sequence.</summary>
    public void CatchUp(StoreSnapshot snapshot, StoredSpace space, CancellationToken cancellationToken)
    {
        Vectors.Remove([.. snapshot.RemovedSince(space, _vectorsAt)]);
        foreach (var chunk in snapshot.AddedSince(space, _vectorsAt).Chunk(ChunkSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddVectors(chunk);
            _changed += chunk.Length;
        }

        _vectorsAt = snapshot.Sequence;
        RemoveStrangers(snapshot, space);
        CatchUpKeywords(snapshot, space, cancellationToken);
    }

    // A save may hold vectors whose removal waited for a search to end; that removal is older than the sequence of the save.
    private void RemoveStrangers(StoreSnapshot snapshot, StoredSpace space)
    {
        if (Vectors.Count <= snapshot.Spaces.First(s => s.Number == space.Number).Passages)
            return;
        var there = snapshot.Keys(space).ToHashSet();
        Vectors.Remove([.. Vectors.Keys().Where(k => !there.Contains(k))]);
    }

    private void CatchUpKeywords(StoreSnapshot snapshot, StoredSpace space, CancellationToken cancellationToken)
    {
        Keywords.Remove(snapshot.RemovedSince(space, _keywordsAt));
        foreach (var chunk in snapshot.AddedSince(space, _keywordsAt).Chunk(ChunkSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Keywords.Add(chunk.Select(Entry));
            _changed += chunk.Length;
        }

        _keywordsAt = snapshot.Sequence;
    }

    public void Dispose()
    {
        Vectors.Dispose();
        Keywords.Dispose();
    }

    // Headings describe a passage, as the title does.
    private static KeywordEntry Entry(ChangedPassage passage) =>
        new(passage.Key, passage.Heading.Length == 0 ? passage.Title : $"{passage.Title}\n{passage.Heading}", passage.Text)
        {
            Tie = passage.Tie,
        };

    private void AddVectors(IReadOnlyList<ChangedPassage> passages)
    {
        if (passages.Count == 0)
            return;
        var flat = new float[passages.Count * Vectors.Dimensions];
        for (var i = 0; i < passages.Count; i++)
            passages[i].Vector.CopyTo(flat, i * Vectors.Dimensions);
        Vectors.Add(
            [.. passages.Select(p => p.Key)], flat, [.. passages.Select(p => p.Tie)],
            passages.Count < 64 ? 1 : Environment.ProcessorCount);
    }
}
