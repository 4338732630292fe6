using Lodestone.Indexing;

namespace Lodestone;

/// <summary>Opens the indexes of a space, and builds anew, with a notice, what cannot be used.</summary>
internal sealed class SpaceIndexOpener(
    string collection, StoredSpace space, CollectionOptions options, bool readOnly, ICollection<string> notices)
{
    public SpaceIndexes Open(StoreSnapshot snapshot, CancellationToken cancellationToken)
    {
        var folder = new IndexFolder(collection, snapshot.Store, space);
        if (options.RebuildIndexes && !readOnly && Directory.Exists(folder.Root))
        {
            Directory.Delete(folder.Root, recursive: true);
            notices.Add("The indexes were built anew from the documents, as was asked.");
        }

        var vectors = OpenVectors(folder, snapshot);
        SpaceIndexes? indexes = null;
        try
        {
            indexes = new SpaceIndexes(folder, vectors, OpenKeywords(folder, snapshot), options.ExactUpTo);
            indexes.CatchUp(snapshot, space, cancellationToken);
            if (!readOnly)
                indexes.Grow(cancellationToken)?.Dispose();
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
            try
            {
                var info = VectorIndex.ReadInfo(folder.Vectors);
                if (folder.SequenceOf(info.Labels, snapshot, out var reason) is { } sequence)
                    return (VectorIndex.Open(folder.Vectors, readOnly), sequence);
                Rebuild("vector", reason);
            }
            catch (IndexFormatException error)
            {
                Rebuild("vector", error.Message);
            }
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
                if (folder.SequenceOf(index.Labels, snapshot, out var reason) is { } sequence)
                    return (index, sequence);
                index.Dispose();
                Rebuild("keyword", reason);
            }
            catch (IndexFormatException error)
            {
                Rebuild("keyword", error.Message);
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

    private void Rebuild(string index, string reason) =>
        notices.Add($"The {index} index was built anew from the documents: {reason}");
}
