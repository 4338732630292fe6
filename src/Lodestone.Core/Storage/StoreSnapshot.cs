using Lodestone.Indexing;

namespace Lodestone.Storage;

/// <summary>A read-only snapshot of the store, unaffected by later writes. One thread at a time; dispose it soon.</summary>
/// <remarks>A held snapshot keeps the log from being truncated, so the log grows with every commit: hold one for a search only.</remarks>
internal sealed partial class StoreSnapshot : IDisposable
{
    // In the order of the table, instead of sorting the rows of an index.
    internal const string KeyRows = "SELECT key FROM passages NOT INDEXED WHERE space = ? ORDER BY key";

    private readonly Action<Database> _return;
    private Database? _database;
    private IReadOnlyList<StoredSpace>? _spaces;
    private IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>>? _fields;

    internal StoreSnapshot(Database database, Action<Database> returnTo)
    {
        _database = database;
        _return = returnTo;
        database.Prepare("BEGIN").Run();
        var state = database.Prepare("SELECT store, sequence, documents, next_key FROM state");
        if (!state.Step())
            throw StoreErrors.Damaged(database.Path, "its state is missing");
        Store = state.Text(0);
        Sequence = state.Long(1);
        Documents = state.Long(2);
        LastKey = state.Long(3) - 1;
        state.Reset();
    }

    /// <summary>The store's own id.</summary>
    public string Store { get; }

    /// <summary>The last visible commit: rises by one with each commit that changed anything.</summary>
    public long Sequence { get; }

    /// <summary>The number of documents.</summary>
    public long Documents { get; }

    /// <summary>The last assigned passage key; 0 or less when none was.</summary>
    public long LastKey { get; }

    /// <summary>The number of passages in the active space.</summary>
    public long Passages => ActiveSpace?.Passages ?? 0;

    public IReadOnlyList<StoredSpace> Spaces => _spaces ??= SpaceRows.Read(Database);

    /// <summary>The space that is searched; null in a new store.</summary>
    public StoredSpace? ActiveSpace => Spaces.FirstOrDefault(s => s.State == SpaceState.Active);

    /// <summary>The metadata fields that documents have, with their kinds, in ordinal order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> Fields => _fields ??= FilterQuery.ReadFields(Database);

    internal Database Database => _database ?? throw new ObjectDisposedException(nameof(StoreSnapshot));

    /// <summary>The keys of the active space's passages whose documents match the filter.</summary>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind.</exception>
    public KeySet Match(Filter filter, CancellationToken cancellationToken = default) => Match(filter, new FilterWork(cancellationToken));

    /// <summary>The keys of matching passages, evaluated with a check that can end the evaluation early.</summary>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind.</exception>
    public KeySet Match(Filter filter, FilterWork work)
    {
        var documents = MatchDocuments(filter, work);
        return ActiveSpace is { } space ? FilterQuery.KeysOf(Database, space.Number, documents, work) : KeySet.Empty;
    }

    /// <summary>The keys of all passages in the active space, in ascending order, read lazily.</summary>
    public IEnumerable<long> Keys() => ActiveSpace is { } space ? Keys(space) : [];

    /// <summary>The keys of all passages in a space, in ascending order, read lazily.</summary>
    public IEnumerable<long> Keys(StoredSpace space)
    {
        using var rows = Database.Fresh(KeyRows).Bind(1, space.Number);
        while (rows.Step())
            yield return rows.Long(0);
    }

    /// <summary>The number of documents that match the filter.</summary>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind.</exception>
    public long Count(Filter filter, CancellationToken cancellationToken = default) =>
        MatchDocuments(filter, new FilterWork(cancellationToken)).Count;

    /// <summary>The numbers of the documents that match the filter.</summary>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind.</exception>
    public DocumentBits MatchDocuments(Filter filter, FilterWork work) => new FilterQuery(Database, Fields, filter, work).Match();

    /// <summary>The values of a field, counted among documents; null means all.</summary>
    public (IReadOnlyList<FacetValue> Values, int Distinct) CountValues(string field, DocumentBits? among, int most, FilterWork work) =>
        FacetQuery.Count(Database, field, Fields.GetValueOrDefault(field, []), among, most, work);

    /// <summary>A document by its id; null when it is not stored.</summary>
    public StoredDocument? Find(string id) =>
        Database.Prepare("SELECT document FROM documents WHERE id = ?").Bind(1, id).RunForLong() is { } number ? Read(number) : null;

    /// <summary>The keys of a document's passages in the active space; none when it is not stored.</summary>
    public KeyRange KeysOf(string id)
    {
        if (ActiveSpace is not { } space)
            return default;
        var row = Database.Prepare("""
            SELECT first_key, passages FROM documents JOIN extents USING (document) WHERE id = ? AND space = ?
            """).Bind(1, id).Bind(2, space.Number);
        var range = row.Step() ? new KeyRange(row.Long(0), row.Int(1)) : default;
        row.Reset();
        return range;
    }

    /// <summary>Documents in ascending order of id (compared as UTF-8 bytes), read lazily.</summary>
    /// <param name="after">The id after which to begin. Default: the beginning.</param>
    /// <param name="among">The numbers of the documents to read. Default: all.</param>
    /// <param name="work">Is told of every id that is read. Default: nothing.</param>
    public IEnumerable<StoredDocument> Stream(string? after = null, DocumentBits? among = null, FilterWork? work = null) =>
        Ids(after, among, work).Select(row => Read(row.Number) ?? throw Damaged($"document {row.Number} has no text"));

    /// <summary>Ids in ascending order (compared as UTF-8 bytes) with the numbers of their documents, read lazily.</summary>
    /// <param name="after">The id after which to begin. Default: the beginning.</param>
    /// <param name="among">The numbers of the documents to read. Default: all.</param>
    /// <param name="work">Is told of every id that is read. Default: nothing.</param>
    public IEnumerable<(long Number, string Id)> Ids(string? after = null, DocumentBits? among = null, FilterWork? work = null)
    {
        // The empty string is not an id, so all ids come after it.
        using var rows = Database.Fresh("SELECT document, id FROM documents WHERE id > ? ORDER BY id").Bind(1, after ?? "");
        while (rows.Step())
        {
            work?.Did(1);
            if (among is null || among.Contains(rows.Long(0)))
                yield return (rows.Long(0), rows.Text(1));
        }
    }

    public StoreSizes Sizes()
    {
        var log = new FileInfo(Database.Path + "-wal");
        var pageSize = Database.Long("PRAGMA page_size");
        return new(
            new FileInfo(Database.Path).Length, log.Exists ? log.Length : 0, pageSize,
            Database.Long("PRAGMA page_count"), Database.Long("PRAGMA freelist_count"));
    }

    /// <summary>Writes the store as of this snapshot into a new file, which is on the disk when the call ends.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="pages">The number of pages of a step.</param>
    /// <param name="copied">Receives the number of bytes of each step.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    /// <exception cref="StoreException">The store cannot be read, or the copy cannot be written; its path says which.</exception>
    public void CopyTo(string path, int pages, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        using (var copy = Storage.Database.CreateCopy(path))
            Database.CopyTo(copy, pages, copied, cancellationToken);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        if (_database is not { } database)
            return;
        _database = null;
        database.Rollback();
        _return(database);
    }

    private StoredDocument? Read(long number)
    {
        var row = Database.Prepare("""
            SELECT d.id, d.sequence, t.title, t.headings, t.text FROM documents d JOIN texts t USING (document) WHERE document = ?
            """).Bind(1, number);
        if (!row.Step())
            return null;
        var (id, sequence, title, text) = (row.Text(0), row.Long(1), row.Text(2), row.Text(4));
        var headings = HeadingCodec.Decode(row.Blob(3), Database.Path);
        row.Reset();
        return new(number, sequence, new Document
        {
            Id = id,
            Title = title,
            Text = text,
            Headings = headings,
            Metadata = MetadataRows.Read(Database, number),
        });
    }

    /// <summary>The error for stored token ids that the model of their tokenizer does not have.</summary>
    public StoreException ForeignTokens(Exception inner) =>
        StoreErrors.Damaged(Database.Path, "a passage has a token id that is not of its tokenizer", inner);

    private StoreException Damaged(string found) => StoreErrors.Damaged(Database.Path, found);
}
