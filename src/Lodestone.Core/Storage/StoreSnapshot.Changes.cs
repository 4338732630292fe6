using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Lodestone.Storage;

/// <content>Queries for indexing: the unchanged documents and known vectors, and the changes that an index has missed.</content>
internal sealed partial class StoreSnapshot
{
    // Without NOT INDEXED SQLite finds the space's rows by its index and sorts them, vectors included, before it returns the first: 1.6 GB
    // for a million passages, however few of them are requested.
    internal const string AddedRows = """
        SELECT p.key, p.document, p.first, p.past, p.heading, v.vector, p.ordinal
        FROM passages p NOT INDEXED LEFT JOIN vectors v USING (key)
        WHERE p.key >= ? AND p.space = ? ORDER BY p.key
        """;

    /// <summary>The ids of those documents whose content is stored unchanged, with passages in the active space.</summary>
    public IReadOnlySet<string> FindUnchanged(IEnumerable<Document> documents)
    {
        var unchanged = new HashSet<string>(StringComparer.Ordinal);
        if (ActiveSpace is not { } space)
            return unchanged;
        foreach (var document in documents)
        {
            var row = Database.Prepare("""
                SELECT hash FROM documents JOIN extents USING (document) WHERE id = ? AND space = ?
                """).Bind(1, document.Id).Bind(2, space.Number);
            if (row.Step() && row.Blob(0).SequenceEqual(ContentHash.Of(document)))
                unchanged.Add(document.Id);
            row.Reset();
        }

        return unchanged;
    }

    /// <summary>The vectors that the space has for these inputs.</summary>
    public IReadOnlyDictionary<InputHash, float[]> FindVectors(StoredSpace space, IEnumerable<InputHash> inputs)
    {
        var vectors = new Dictionary<InputHash, float[]>();
        var bytes = new byte[InputHash.Bytes];
        foreach (var input in inputs)
        {
            if (vectors.ContainsKey(input))
                continue;
            input.Write(bytes);
            var row = Database.Prepare("""
                SELECT v.vector FROM passages p JOIN vectors v USING (key) WHERE p.space = ? AND p.input = ? LIMIT 1
                """).Bind(1, space.Number).Bind(2, bytes);
            if (row.Step() && row.Blob(0).Length == space.Space.Dimensions * sizeof(float))
                vectors[input] = row.Floats(0);
            row.Reset();
        }

        return vectors;
    }

    /// <summary>Whether all changes of the space since a sequence are known.</summary>
    /// <remarks>False when the log was truncated since, or when the store, being another or an older copy, is not that far.</remarks>
    public bool CanChangesSince(StoredSpace space, long sequence) => sequence >= space.CompleteSince && sequence <= Sequence;

    /// <summary>The passages that the space has now and did not have at a sequence, in ascending order of key, read lazily.</summary>
    /// <param name="space">The space.</param>
    /// <param name="sequence">The last known sequence; 0 for all passages.</param>
    /// <exception cref="InvalidOperationException">The changes are no longer known; see <see cref="CanChangesSince"/>.</exception>
    public IEnumerable<ChangedPassage> AddedSince(StoredSpace space, long sequence)
    {
        var from = FirstKeyAfter(space, sequence);
        using var rows = Database.Fresh(AddedRows).Bind(1, from).Bind(2, space.Number);
        (long Number, string Title, string Text, string Id) document = (0, "", "", "");
        while (rows.Step())
        {
            var (key, number, start, end) = (rows.Long(0), rows.Long(1), rows.Int(2), rows.Int(3));
            if (number != document.Number)
            {
                var text = Database.Prepare("""
                    SELECT t.title, t.text, d.id FROM texts t LEFT JOIN documents d USING (document) WHERE t.document = ?
                    """).Bind(1, number);
                if (!text.Step())
                    throw Damaged($"passage {key} has no document");
                document = (number, text.Text(0), text.Text(1), text.IsNull(2) ? "" : text.Text(2));
                text.Reset();
            }

            if (start < 0 || end < start || end > document.Text.Length)
                throw Damaged($"passage {key} lies outside its document's text");
            if (rows.Blob(5).Length != space.Space.Dimensions * sizeof(float))
                throw Damaged($"the vector of passage {key} has {rows.Blob(5).Length} bytes, not {space.Space.Dimensions * sizeof(float)}");
            var tie = ChangedPassage.TieOf(document.Id, rows.Int(6));
            yield return new(key, tie, document.Title, rows.Text(4), document.Text[start..end], rows.Floats(5));
        }
    }

    /// <summary>The keys that the space had at a sequence and has no longer, in no order.</summary>
    /// <exception cref="InvalidOperationException">The changes are no longer known; see <see cref="CanChangesSince"/>.</exception>
    public IEnumerable<long> RemovedSince(StoredSpace space, long sequence)
    {
        if (sequence == 0 && space.CompleteSince > 0)
            yield break;
        var from = FirstKeyAfter(space, sequence);
        using var rows = Database.Fresh(
            "SELECT first_key, passages FROM removals WHERE sequence > ? AND space = ? AND first_key < ?")
            .Bind(1, sequence).Bind(2, space.Number).Bind(3, from);
        while (rows.Step())
        {
            foreach (var key in new KeyRange(rows.Long(0), rows.Int(1)).Keys())
                yield return key;
        }
    }

    /// <summary>The floats of a passage's vector; null when the passage does not exist.</summary>
    public float[]? ReadVector(long key)
    {
        var row = Database.Prepare("SELECT vector FROM vectors WHERE key = ?").Bind(1, key);
        var vector = row.Step() ? row.Floats(0) : null;
        row.Reset();
        return vector;
    }

    /// <summary>Up to a number of documents that have no passages in a space yet, in no defined order.</summary>
    public IReadOnlyList<StoredDocument> MissingFrom(StoredSpace space, int count)
    {
        using var rows = Database.Fresh("""
            SELECT document FROM documents d
            WHERE NOT EXISTS (SELECT 1 FROM extents e WHERE e.space = ? AND e.document = d.document) LIMIT ?
            """).Bind(1, space.Number).Bind(2, count);
        var documents = new List<StoredDocument>();
        while (rows.Step())
            documents.Add(Read(rows.Long(0)) ?? throw Damaged($"document {rows.Long(0)} has no text"));
        return documents;
    }

    private long FirstKeyAfter(StoredSpace space, long sequence)
    {
        if (sequence == 0)
            return 0;
        if (CanChangesSince(space, sequence) &&
            Database.Prepare("SELECT next_key FROM commits WHERE sequence = ?").Bind(1, sequence).RunForLong() is { } key)
            return key;
        throw new InvalidOperationException(
            $"Changes since {sequence} were asked for; those since {space.CompleteSince} to {Sequence} can be told. Rebuild the index.");
    }
}

/// <summary>A passage as indexes store it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Tie">The number that orders it among equal scores.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Vector">Its vector.</param>
internal sealed record ChangedPassage(long Key, ulong Tie, string Title, string Heading, string Text, float[] Vector)
{
    /// <summary>The number that orders a passage among equal scores: a hash of what identifies it, not of its text.</summary>
    public static ulong TieOf(string documentId, int ordinal) =>
        XxHash64.HashToUInt64(MemoryMarshal.AsBytes(documentId.AsSpan()), ordinal);
}

/// <summary>The consecutive passage keys of one document.</summary>
internal readonly record struct KeyRange(long First, int Count)
{
    public IEnumerable<long> Keys()
    {
        for (var i = 0; i < Count; i++)
            yield return First + i;
    }
}
