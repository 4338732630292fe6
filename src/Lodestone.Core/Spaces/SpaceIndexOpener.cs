using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>Opens the indexes of a space, and rebuilds unusable ones, with a notice.</summary>
internal sealed class SpaceIndexOpener(
    string collection, StoredSpace space, SpaceOptions options, bool readOnly, ICollection<string> notices)
{
    /// <summary>Whether indexes ahead of the snapshot are reported, so that the caller takes another snapshot, or else rebuilt.</summary>
    public bool MayBeAhead { get; init; }

    /// <exception cref="StaleSnapshotException">The indexes are ahead of the snapshot, and <see cref="MayBeAhead"/> is set.</exception>
    public SpaceIndexes Open(StoreSnapshot snapshot, CancellationToken cancellationToken)
    {
        var folder = new IndexFolder(collection, snapshot.Store, space) { MayBeAhead = MayBeAhead };
        if (options.RebuildIndexes && !readOnly && Directory.Exists(folder.Root))
        {
            Directory.Delete(folder.Root, recursive: true);
            notices.Add("The indexes were rebuilt from the documents, as requested.");
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
            // A rebuilt index is saved, so that a crash does not cause a second rebuild.
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
                    // The labels are those of the opened index, because a writer may have saved another since the first look.
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
                // A save replaced the files during the read and overwrote their floats.
                throw new StaleSnapshotException();
            }
            catch (IndexFormatException error)
            {
                Rebuild("vector", Words(error));
            }

            // Deleted also so that it is not mistaken for valid later, when the store reaches the sequence that it claims.
            if (!readOnly)
                Directory.Delete(folder.Vectors, recursive: true);
        }

        // The number of passages to come decides the kind of index.
        return (New(folder, space.Passages), 0);
    }

    private VectorIndex New(IndexFolder folder, long passages)
    {
        // A reader must not write to the writer's folder.
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

        // A reader must not write to the writer's folder, so it fills an empty index in memory in place of a missing one.
        return (
            readOnly
                ? KeywordIndex.OpenReadOnly(Path.Combine(folder.Keywords, "none"), options.Keywords)
                : KeywordIndex.Open(folder.Keywords, options.Keywords),
            0);
    }

    // An unusable index is disposed.
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

    // Leaves out the exception's advice, because the rebuild already follows it.
    private static string Words(IndexFormatException error) => $"'{error.Path}': found {error.Found}; expected {error.Accepted}";

    private void Rebuild(string index, string reason) => notices.Add(readOnly
        ? $"The {index} index was built from the documents in memory, for this process alone: {reason}. Opened for writing, the " +
            "collection has it built again on disk."
        : $"The {index} index was rebuilt from the documents: {reason}.");
}
