using System.Runtime.InteropServices;

namespace Lodestone.Storage;

/// <content>A document's rows.</content>
internal sealed partial class StoreBatch
{
    private void WriteContent(long number, Document document)
    {
        _database.Prepare("INSERT INTO texts(document, title, headings, text) VALUES (?, ?, ?, ?)")
            .Bind(1, number).Bind(2, document.Title).Bind(3, HeadingCodec.Encode(document.Headings)).Bind(4, document.Text).Run();
        foreach (var (name, value) in document.Metadata.OrderBy(f => f.Key, StringComparer.Ordinal))
            MetadataRows.Write(_database, number, Field(name), value);
    }

    private KeyRange WritePassages(StoredSpace space, long number, IReadOnlyList<NewPassage> passages)
    {
        var range = new KeyRange(_nextKey, passages.Count);
        var input = new byte[InputHash.Bytes];
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            passage.Input.Write(input);
            _database.Prepare("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .Bind(1, range.First + i).Bind(2, space.Number).Bind(3, number).Bind(4, i).Bind(5, passage.Start).Bind(6, passage.End)
                .Bind(7, passage.Heading).Bind(8, input).Bind(9, TokenCodec.Encode(passage.TokenIds.Span)).Run();
            _database.Prepare("INSERT INTO vectors VALUES (?, ?)")
                .Bind(1, range.First + i).Bind(2, MemoryMarshal.AsBytes(passage.Vector.Span)).Run();
        }

        _database.Prepare("INSERT INTO extents VALUES (?, ?, ?, ?)")
            .Bind(1, space.Number).Bind(2, number).Bind(3, range.First).Bind(4, range.Count).Run();
        SpaceRows.AddCounts(_database, space.Number, 1, range.Count);
        _nextKey += range.Count;
        if (range.Count > 0)
            _added.Add(range.First, range);
        return range;
    }

    private void Remove(long number)
    {
        _changed = true;
        RemoveContent(number);
        _database.Prepare("DELETE FROM documents WHERE document = ?").Bind(1, number).Run();
        _database.Prepare("DELETE FROM origins WHERE document = ?").Bind(1, number).Run();
        _documents--;
    }

    // Deletes all rows except the one that holds the document's number.
    private void RemoveContent(long number)
    {
        _freed = true;
        _database.Prepare("DELETE FROM texts WHERE document = ?").Bind(1, number).Run();
        _database.Prepare("DELETE FROM metadata WHERE document = ?").Bind(1, number).Run();
        foreach (var space in _spaces)
        {
            if (Extent(space.Number, number) is { } range)
                RemovePassages(space, number, range);
        }
    }

    private void RemovePassages(StoredSpace space, long number, KeyRange range)
    {
        RemoveRows(space.Number, number, range);
        SpaceRows.AddCounts(_database, space.Number, -1, -range.Count);
        if (range.Count == 0)
            return;
        // No index has seen a passage that this batch wrote, so its removal need not be logged.
        if (_added.Remove(range.First))
            return;
        _removed.Add(range.First, range);
        _database.Prepare("INSERT INTO removals VALUES (?, ?, ?, ?)")
            .Bind(1, _sequence).Bind(2, space.Number).Bind(3, range.First).Bind(4, range.Count).Run();
    }

    private void RemoveRows(long space, long number, KeyRange range)
    {
        var past = range.First + range.Count;
        _database.Prepare("DELETE FROM vectors WHERE key >= ? AND key < ?").Bind(1, range.First).Bind(2, past).Run();
        _database.Prepare("DELETE FROM passages WHERE key >= ? AND key < ?").Bind(1, range.First).Bind(2, past).Run();
        _database.Prepare("DELETE FROM extents WHERE space = ? AND document = ?").Bind(1, space).Bind(2, number).Run();
    }

    private KeyRange? Extent(long space, long number)
    {
        var row = _database.Prepare("SELECT first_key, passages FROM extents WHERE space = ? AND document = ?")
            .Bind(1, space).Bind(2, number);
        KeyRange? range = row.Step() ? new KeyRange(row.Long(0), row.Int(1)) : null;
        row.Reset();
        return range;
    }

    private long Field(string name)
    {
        if (_fields.TryGetValue(name, out var field))
            return field;
        _database.Prepare("INSERT INTO fields(name) VALUES (?) ON CONFLICT (name) DO NOTHING").Bind(1, name).Run();
        return _fields[name] = _database.Prepare("SELECT field FROM fields WHERE name = ?").Bind(1, name).RunForLong()
            ?? throw StoreErrors.Damaged(_database.Path, "a field that was just written is missing");
    }
}

/// <summary>The result of upserting a document in a batch.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Added">The keys of its new passages; none when unchanged.</param>
/// <param name="Repeated">Whether the batch had written this id before; the last write wins.</param>
internal readonly record struct DocumentResult(string Id, WriteOutcome Outcome, KeyRange Added, bool Repeated);

/// <summary>The outcome of upserting a document.</summary>
internal enum WriteOutcome
{
    Added,
    Replaced,

    /// <summary>The stored content is identical: nothing was written, and the passages keep their keys.</summary>
    Unchanged,
}

/// <summary>A passage to be written. Its ordinal is its index in the list; the store assigns its key.</summary>
/// <param name="Start">The index of its first character in the document's text.</param>
/// <param name="End">The index after its last character.</param>
/// <param name="Heading">The headings above it, as one string; empty when there is none.</param>
/// <param name="TokenIds">Its token ids.</param>
/// <param name="Input">The hash of exactly the input that was embedded.</param>
/// <param name="Vector">Its vector: finite floats, as many as the space has dimensions.</param>
internal sealed record NewPassage(
    int Start, int End, string Heading, ReadOnlyMemory<int> TokenIds, InputHash Input, ReadOnlyMemory<float> Vector);
