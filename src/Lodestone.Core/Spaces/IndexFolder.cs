using System.Globalization;
using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>The folder of one vector space's indexes, and the labels that identify their space.</summary>
/// <param name="collection">The collection's folder.</param>
/// <param name="store">The store's id.</param>
/// <param name="space">The space.</param>
internal sealed class IndexFolder(string collection, string store, StoredSpace space)
{
    private const string SequenceLabel = "sequence";

    /// <summary>Whether a writer in another process may have saved an index after the snapshot was taken.</summary>
    public bool MayBeAhead { get; init; }

    public string Root { get; } =
        Path.Combine(collection, "indexes", space.Number.ToString(CultureInfo.InvariantCulture));

    public string Vectors => Path.Combine(Root, "vectors");

    public string Keywords => Path.Combine(Root, "keywords");

    /// <summary>Copies the last saves of both indexes below another collection's folder; nothing may save them meanwhile.</summary>
    /// <param name="target">The other collection's folder.</param>
    /// <param name="copied">Receives the number of bytes of each portion.</param>
    /// <param name="cancellationToken">Honoured between portions.</param>
    /// <returns>The reasons why an index was not copied; opening the copy then builds it from the store.</returns>
    public IReadOnlyList<string> CopyTo(string target, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        var copy = new IndexFolder(target, store, space);
        var notices = new List<string>();
        Copy("vector", copy.Vectors, () => VectorIndex.CopySave(Vectors, copy.Vectors, copied, cancellationToken));
        Copy("keyword", copy.Keywords, () => KeywordIndex.CopyCommit(Keywords, copy.Keywords, copied, cancellationToken));
        return notices;

        void Copy(string name, string to, Action write)
        {
            try
            {
                write();
            }
            catch (IndexFormatException unusable)
            {
                Directory.Delete(to, recursive: true);
                notices.Add($"The {name} index could not be copied, and opening the copy builds it from the documents: found " +
                    $"{unusable.Found}; expected {unusable.Accepted}.");
            }
        }
    }

    /// <summary>The state of the saves, which differs after each save, as far as it can be read.</summary>
    public string Stamp() => string.Join(
        ' ', Head(Path.Combine(Vectors, VectorIndex.FileName)), Head(Path.Combine(Keywords, KeywordIndex.FileName)));

    /// <summary>The time when any process last saved the vector index; in the year 1601 if none has.</summary>
    public DateTime LastSave() => File.GetLastWriteTimeUtc(Path.Combine(Vectors, VectorIndex.FileName));

    /// <summary>The labels written into an index, so that it is used for no other space.</summary>
    public IReadOnlyDictionary<string, string> Labels(long sequence) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["collection"] = store,
        ["space"] = space.Number.ToString(CultureInfo.InvariantCulture),
        ["model"] = space.Space.Checksum,
        [SequenceLabel] = sequence.ToString(CultureInfo.InvariantCulture),
    };

    // Both files begin with what identifies a save: the identity of the vectors' save, and the name of the words' commit.
    private static string Head(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var head = new byte[4096];
            return Convert.ToHexString(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return "none";
        }
    }

    /// <summary>The sequence of an index; null with the reason when it is of another space, or too old to catch up.</summary>
    /// <exception cref="StaleSnapshotException">The index is ahead of the snapshot, and <see cref="MayBeAhead"/> is set.</exception>
    public long? SequenceOf(IReadOnlyDictionary<string, string> labels, StoreSnapshot snapshot, out string reason)
    {
        reason = labels.Count == 0 ? "it was never finished" : "";
        if (labels.Count == 0)
            return null;
        foreach (var (name, expected) in Labels(0))
        {
            if (name == SequenceLabel || (labels.TryGetValue(name, out var found) && found == expected))
                continue;
            reason = $"it belongs to another {name}";
            return null;
        }

        if (!labels.TryGetValue(SequenceLabel, out var text) ||
            !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            reason = "it does not say which state of the collection it shows";
            return null;
        }

        if (MayBeAhead && sequence > snapshot.Sequence)
            throw new StaleSnapshotException();
        if (!snapshot.CanChangesSince(space, sequence))
        {
            reason = $"it shows state {sequence}, from which the changes to {snapshot.Sequence} can no longer be told";
            return null;
        }

        return sequence;
    }
}

/// <summary>An index is ahead of its snapshot because the writer has saved it since. The caller takes another snapshot.</summary>
internal sealed class StaleSnapshotException : Exception
{
    public StaleSnapshotException()
        : base("The indexes were saved after the snapshot was taken. Take another one.")
    {
    }
}
