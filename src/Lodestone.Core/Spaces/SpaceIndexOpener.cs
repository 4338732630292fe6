using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>Opens the indexes of a space, and builds anew, with a notice, what cannot be used.</summary>
internal sealed class SpaceIndexOpener(
    string collection, StoredSpace space, SpaceOptions options, bool readOnly, ICollection<string> notices)
{
    /// <summary>Whether indexes that are ahead of the snapshot are reported, for the caller to take another, or built anew.</summary>
    public bool MayBeAhead { get; init; }

    /// <exception cref="StaleSnapshotException">The indexes are ahead of the snapshot, as they may be.</exception>
    public SpaceIndexes Open(StoreSnapshot snapshot, CancellationToken cancellationToken)
    {
        var folder = new IndexFolder(collection, snapshot.Store, space) { MayBeAhead = MayBeAhead };
        if (options.RebuildIndexes && !readOnly && Directory.Exists(folder.Root))
        {
            Directory.Delete(folder.Root, recursive: true);
            notices.Add("The indexes were built anew from the documents, as was asked.");
        }

        var vectors = OpenVectors(folder, snapshot);
        SpaceIndexes? indexes = null;
        try
        {
            var keywords = OpenKeywords(folder, snapshot);
            indexes = new SpaceIndexes(folder, vectors, keywords, options.ExactUpTo, s => OpenKeywords(folder, s));
            indexes.CatchUp(snapshot, space, cancellationToken);
            if (readOnly)
                return indexes;
            indexes.Grow(cancellationToken)?.Dispose();
            // What was built from nothing is not to be built again after a crash.
            if (Math.Min(vectors.Sequence, keywords.Sequence) == 0)
                indexes.Save(snapshot.Sequence);
            return indexes;
        }
        catch
        {
            indexes?.Dispose();
            vectors.Index.Dispose();
            throw;
        }
    }

    private (VectorIndex Index, long Sequence) OpenVectors(IndexFolder folder, StoreSnapshot snapshot)
    {
        if (Directory.Exists(folder.Vectors))
        {
            var save = folder.LastSave();
            try
            {
                if (folder.SequenceOf(VectorIndex.ReadInfo(folder.Vectors).Labels, snapshot, out var reason) is not null)
                {
                    // Of what was opened: a writer may have saved another meanwhile.
                    var index = VectorIndex.Open(folder.Vectors, readOnly);
                    if (SequenceOf(index, index.Labels, folder, snapshot, "vector") is { } sequence)
                        return (index, sequence);
                }
                else
                {
                    Rebuild("vector", reason);
                }
            }
            catch (IndexFormatException) when (MayBeAhead && folder.LastSave() != save)
            {
                // What was read was replaced meanwhile, and its floats overwritten.
                throw new StaleSnapshotException();
            }
            catch (IndexFormatException error)
            {
                Rebuild("vector", Words(error));
            }

            // Nor may it come back later, when the store has reached the state that it claims to show.
            if (!readOnly)
                Directory.Delete(folder.Vectors, recursive: true);
        }

        // As many as will be in it decide what it is.
        return (New(folder, space.Passages), 0);
    }

    private VectorIndex New(IndexFolder folder, long passages)
    {
        // A reader may not write where the writer does.
        var place = readOnly ? null : folder.Vectors;
        return passages > options.ExactUpTo
            ? HnswIndex.Create(place, space.Space.Dimensions)
            : FlatIndex.Create(place, space.Space.Dimensions);
    }

    private (KeywordIndex Index, long Sequence) OpenKeywords(IndexFolder folder, StoreSnapshot snapshot)
    {
        if (Directory.Exists(folder.Keywords))
        {
            try
            {
                var index = readOnly
                    ? KeywordIndex.OpenReadOnly(folder.Keywords, options.Keywords)
                    : KeywordIndex.Open(folder.Keywords, options.Keywords);
                if (SequenceOf(index, index.Labels, folder, snapshot, "keyword") is { } sequence)
                    return (index, sequence);
            }
            catch (IndexFormatException error)
            {
                Rebuild("keyword", Words(error));
            }

            if (!readOnly)
                Directory.Delete(folder.Keywords, recursive: true);
        }

        // A reader may not write where the writer does: what is not there is an empty index, filled in memory.
        return (
            readOnly
                ? KeywordIndex.OpenReadOnly(Path.Combine(folder.Keywords, "none"), options.Keywords)
                : KeywordIndex.Open(folder.Keywords, options.Keywords),
            0);
    }

    // Of an index that is not to be used, nothing stays open.
    private long? SequenceOf(
        IDisposable index, IReadOnlyDictionary<string, string> labels, IndexFolder folder, StoreSnapshot snapshot, string name)
    {
        long? sequence = null;
        try
        {
            sequence = folder.SequenceOf(labels, snapshot, out var reason);
            if (sequence is null)
                Rebuild(name, reason);
            return sequence;
        }
        finally
        {
            if (sequence is null)
                index.Dispose();
        }
    }

    // What the exception advises is done here already.
    private static string Words(IndexFormatException error) => $"'{error.Path}': found {error.Found}; expected {error.Expected}";

    private void Rebuild(string index, string reason) => notices.Add(readOnly
        ? $"The {index} index was built from the documents in memory, for this process alone: {reason}. Opened for writing, the " +
            "collection has it built anew on disk, as `lodestone index --rebuild` does."
        : $"The {index} index was built anew from the documents: {reason}.");
}
