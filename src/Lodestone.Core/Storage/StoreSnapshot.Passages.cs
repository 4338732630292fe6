namespace Lodestone.Storage;

/// <content>Passages by their keys: as much of each as the caller needs, because a search finds hundreds and shows ten.</content>
internal sealed partial class StoreSnapshot
{
    /// <summary>The documents and ordinals of the passages, in the order of the keys; missing passages are left out.</summary>
    public IReadOnlyList<PassageLocation> ReadPlaces(IReadOnlyList<long> keys)
    {
        var places = new List<PassageLocation>(keys.Count);
        foreach (var key in keys)
        {
            var row = Database.Prepare("""
                SELECT d.id, p.ordinal FROM passages p LEFT JOIN documents d USING (document) WHERE p.key = ?
                """).Bind(1, key);
            if (row.Step())
                places.Add(new PassageLocation(key, row.IsNull(0) ? throw WithoutDocument(key) : row.Text(0), row.Int(1)));
            row.Reset();
        }

        return places;
    }

    /// <summary>The token ids of each passage, in the order of the keys.</summary>
    /// <exception cref="StoreException">A passage is missing, or cannot be read.</exception>
    public IReadOnlyList<int[]> ReadTokens(IReadOnlyList<long> keys)
    {
        var all = new List<int[]>(keys.Count);
        foreach (var key in keys)
        {
            var row = Database.Prepare("SELECT tokens FROM passages WHERE key = ?").Bind(1, key);
            if (!row.Step())
                throw Damaged($"passage {key} is missing");
            all.Add(TokenCodec.Decode(row.Blob(0)) ?? throw Damaged($"the tokens of passage {key} cannot be read"));
            row.Reset();
        }

        return all;
    }

    /// <summary>The passages with their documents, one for each key and in their order.</summary>
    /// <remarks>Passages of one document share it, so a long text is read once.</remarks>
    /// <exception cref="StoreException">A passage is missing, or cannot be read.</exception>
    public IReadOnlyList<StoredPassage> ReadPassages(IReadOnlyList<long> keys)
    {
        var documents = new Dictionary<long, StoredDocument>();
        var passages = new List<StoredPassage>(keys.Count);
        foreach (var key in keys)
        {
            var row = Database.Prepare("SELECT document, ordinal, first, past, heading FROM passages WHERE key = ?").Bind(1, key);
            if (!row.Step())
                throw Damaged($"passage {key} is missing");
            var (number, ordinal, start, end, heading) = (row.Long(0), row.Int(1), row.Int(2), row.Int(3), row.Text(4));
            row.Reset();
            if (!documents.TryGetValue(number, out var document))
                documents[number] = document = Read(number) ?? throw WithoutDocument(key);
            if (start < 0 || end < start || end > document.Document.Text.Length)
                throw Damaged($"passage {key} lies outside its document's text");
            passages.Add(new StoredPassage
            {
                Key = key,
                Document = document,
                Ordinal = ordinal,
                Start = start,
                End = end,
                Heading = heading,
            });
        }

        return passages;
    }

    /// <summary>The vectors of a document's passages in a space, in the order of the text; null when there is no such document.</summary>
    /// <exception cref="StoreException">A vector is missing, or cannot be read.</exception>
    public IReadOnlyList<(long Key, float[] Vector)>? ReadVectors(StoredSpace space, string id)
    {
        if (Database.Prepare("SELECT count(*) FROM documents WHERE id = ?").Bind(1, id).RunForLong() == 0)
            return null;
        var vectors = new List<(long, float[])>();
        var rows = Database.Prepare("""
            SELECT e.first_key, e.passages FROM extents e JOIN documents d USING (document) WHERE d.id = ? AND e.space = ?
            """).Bind(1, id).Bind(2, space.Number);
        var range = rows.Step() ? new KeyRange(rows.Long(0), rows.Int(1)) : default;
        rows.Reset();
        foreach (var key in range.Keys())
        {
            var row = Database.Prepare("SELECT vector FROM vectors WHERE key = ?").Bind(1, key);
            if (!row.Step() || row.Blob(0).Length != space.Space.Dimensions * sizeof(float))
                throw Damaged($"the vector of passage {key} is missing or cannot be read");
            vectors.Add((key, row.Floats(0)));
            row.Reset();
        }

        return vectors;
    }

    /// <summary>A document's passages in a space, with everything that was stored of them, in the order of the text.</summary>
    /// <exception cref="StoreException">A passage is missing, or cannot be read.</exception>
    public IReadOnlyList<NewPassage> ReadWhole(StoredSpace space, long document)
    {
        var extent = Database.Prepare("SELECT first_key, passages FROM extents WHERE space = ? AND document = ?")
            .Bind(1, space.Number).Bind(2, document);
        var range = extent.Step() ? new KeyRange(extent.Long(0), extent.Int(1)) : throw Damaged($"document {document} has no passages");
        extent.Reset();
        var passages = new List<NewPassage>(range.Count);
        foreach (var key in range.Keys())
        {
            var row = Database.Prepare("""
                SELECT p.first, p.past, p.heading, p.input, p.tokens, v.vector FROM passages p JOIN vectors v USING (key) WHERE key = ?
                """).Bind(1, key);
            if (!row.Step())
                throw Damaged($"passage {key} is missing, or its vector");
            if (row.Blob(3).Length != InputHash.Bytes || row.Blob(5).Length != space.Space.Dimensions * sizeof(float))
                throw Damaged($"the vector of passage {key}, or the hash of its input, has another length");
            var tokens = TokenCodec.Decode(row.Blob(4)) ?? throw Damaged($"the tokens of passage {key} cannot be read");
            passages.Add(new NewPassage(row.Int(0), row.Int(1), row.Text(2), tokens, InputHash.Read(row.Blob(3)), row.Floats(5)));
            row.Reset();
        }

        return passages;
    }

    private StoreException WithoutDocument(long key) => Damaged($"passage {key} has no document");
}

/// <summary>The identity of a passage, which also orders it: all that a search reads of most candidates.</summary>
/// <param name="Key">Its key.</param>
/// <param name="DocumentId">The id of its document.</param>
/// <param name="Ordinal">The index of the passage in the document, from 0.</param>
internal sealed record PassageLocation(long Key, string DocumentId, int Ordinal);

/// <summary>A passage as a hit shows it.</summary>
internal sealed record StoredPassage
{
    public required long Key { get; init; }

    public required StoredDocument Document { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>The index of its first character in the document's text.</summary>
    public required int Start { get; init; }

    /// <summary>The index after its last character.</summary>
    public required int End { get; init; }

    public required string Heading { get; init; }

    public string Text => Document.Document.Text[Start..End];

    /// <summary>The input of an encoder that cannot use the token ids: title, headings and text.</summary>
    public string Input => InputOf(Document.Document.Title, Heading, Text);

    /// <summary>The input of a passage.</summary>
    public static string InputOf(string title, string heading, string text) =>
        string.Join(' ', new[] { title, heading, text }.Where(t => t.Length > 0));
}

/// <summary>A document with its number and version in the store.</summary>
/// <param name="Number">The number by which passages refer to it.</param>
/// <param name="Sequence">The commit that wrote this version of it.</param>
/// <param name="Document">The document as written.</param>
internal sealed record StoredDocument(long Number, long Sequence, Document Document);
