using System.Globalization;
using Lodestone.Documents;
using Lodestone.Filtering;

namespace Lodestone.Storage;

/// <summary>An atomic batch of writes. One thread at a time. Disposal without a commit rolls it back.</summary>
/// <remarks>
/// Keys are known as soon as a document is written, so that indexes can be updated before the commit. A batch that has thrown cannot be
/// committed.
/// </remarks>
internal sealed partial class StoreBatch : IDisposable
{
    private readonly Database _database;
    private readonly Action<bool> _ended;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<long, KeyRange> _added = [];
    private readonly Dictionary<long, KeyRange> _removed = [];
    private readonly long _sequence;
    private List<StoredSpace> _spaces;
    private long _nextKey;
    private long _documents;
    private bool _changed;
    private bool _freed;
    private bool _failed;
    private bool _over;

    internal StoreBatch(Database database, Action<bool> ended)
    {
        _database = database;
        _ended = ended;
        database.Prepare("BEGIN IMMEDIATE").Run();
        try
        {
            var state = database.Prepare("SELECT sequence, next_key, documents FROM state");
            if (!state.Step())
                throw StoreErrors.Damaged(database.Path, "its state is missing");
            _sequence = state.Long(0) + 1;
            _nextKey = state.Long(1);
            _documents = state.Long(2);
            state.Reset();
            _spaces = [.. SpaceRows.Read(database)];
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    /// <summary>The keys that the batch has added and not removed again, of all spaces, in ascending order.</summary>
    public IEnumerable<KeyRange> Added => _added.Values.OrderBy(r => r.First);

    /// <summary>The keys that existed before the batch and that it removed, in ascending order.</summary>
    public IEnumerable<KeyRange> Removed => _removed.Values.OrderBy(r => r.First);

    /// <summary>The sequence that the batch builds on.</summary>
    public long Before => _sequence - 1;

    /// <summary>The number of the space that documents are written in.</summary>
    public long ActiveSpace => Active.Number;

    private StoredSpace Active => _spaces.Find(s => s.State == SpaceState.Active) ??
        throw new InvalidOperationException("The store has no vector space yet. Create one before writing documents.");

    /// <summary>Upserts a document with its passages in the active space; it is missing from other spaces from then on.</summary>
    /// <exception cref="InvalidArgumentException"><paramref name="document"/> or a passage cannot be stored.</exception>
    public DocumentResult Upsert(Document document, IReadOnlyList<NewPassage> passages) => Do(() =>
    {
        DocumentRules.Check(document, nameof(document));
        var space = Active;
        CheckPassages(document, passages, space);
        var hash = ContentHash.Of(document);
        var repeated = !_written.Add(document.Id);
        var row = _database.Prepare("SELECT document, hash FROM documents WHERE id = ?").Bind(1, document.Id);
        var found = row.Step();
        var number = found ? row.Long(0) : 0;
        var same = found && row.Blob(1).SequenceEqual(hash);
        row.Reset();
        if (same && Extent(space.Number, number) is not null)
            return new DocumentResult(document.Id, WriteOutcome.Unchanged, default, repeated);
        _changed = true;
        if (found)
        {
            RemoveContent(number);
            _database.Prepare("UPDATE documents SET hash = ?, sequence = ? WHERE document = ?")
                .Bind(1, hash).Bind(2, _sequence).Bind(3, number).Run();
        }
        else
        {
            _database.Prepare("INSERT INTO documents(id, hash, sequence) VALUES (?, ?, ?)")
                .Bind(1, document.Id).Bind(2, hash).Bind(3, _sequence).Run();
            number = _database.Long("SELECT last_insert_rowid()");
            _documents++;
        }

        WriteContent(number, document);
        var range = WritePassages(space, number, passages);
        return new DocumentResult(document.Id, found ? WriteOutcome.Replaced : WriteOutcome.Added, range, repeated);
    });

    /// <summary>Whether an identical document is stored, with passages in the active space.</summary>
    public bool Holds(Document document) => Do(() =>
    {
        var row = _database.Prepare("SELECT document, hash FROM documents WHERE id = ?").Bind(1, document.Id);
        long? number = row.Step() && row.Blob(1).SequenceEqual(ContentHash.Of(document)) ? row.Long(0) : null;
        row.Reset();
        return number is not null && Extent(Active.Number, number.Value) is not null;
    });

    /// <summary>Deletes a document; false when it is not stored.</summary>
    public bool Delete(string id) => Do(() =>
    {
        if (_database.Prepare("SELECT document FROM documents WHERE id = ?").Bind(1, id).RunForLong() is not { } number)
            return false;
        Remove(number);
        return true;
    });

    /// <summary>Deletes the documents that match the filter, and returns their number.</summary>
    /// <exception cref="FilterException">
    /// <paramref name="filter"/> has a field that no document has, or compares it with a wrong kind.
    /// </exception>
    public int Delete(Filter filter, CancellationToken cancellationToken = default) => Do(() =>
    {
        // Strict whatever the caller's options: `not (archved = true)` would delete everything.
        var fields = FilterQuery.ReadFields(_database);
        FilterCheck.EnsureKnown(filter, fields);
        var matches = new FilterQuery(_database, fields, filter, new FilterWork(cancellationToken)).Match();
        foreach (var number in matches.Numbers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Remove(number);
        }

        return matches.Count;
    });

    /// <summary>Commits the batch, and returns the sequence, which is the same as before when nothing was changed.</summary>
    /// <exception cref="StoreException">The batch could not be written; nothing of it was kept.</exception>
    public long Commit()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (_failed)
            throw new InvalidOperationException("The batch has failed and cannot be committed. Dispose it, and write it again.");
        return Do(() =>
        {
            if (_changed)
                WriteState();
            _database.Commit();
            End();
            return _changed ? _sequence : _sequence - 1;
        });
    }

    public void Dispose()
    {
        if (_over)
            return;
        try
        {
            _database.Rollback();
        }
        finally
        {
            End();
        }
    }

    private void WriteState()
    {
        _database.Prepare("UPDATE state SET sequence = ?, next_key = ?, documents = ?")
            .Bind(1, _sequence).Bind(2, _nextKey).Bind(3, _documents).Run();
        _database.Prepare("INSERT INTO commits VALUES (?, ?)").Bind(1, _sequence).Bind(2, _nextKey).Run();
        var oldest = _sequence - Schema.KeptCommits;
        if (oldest <= 0)
            return;
        _database.Prepare("DELETE FROM commits WHERE sequence < ?").Bind(1, oldest).Run();
        _database.Prepare("DELETE FROM removals WHERE sequence <= ?").Bind(1, oldest).Run();
        _database.Prepare("UPDATE spaces SET complete_since = max(complete_since, ?)").Bind(1, oldest).Run();
    }

    private void End()
    {
        _over = true;
        _ended(_freed);
    }

    private T Do<T>(Func<T> write)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (_failed)
            throw new InvalidOperationException("The batch has failed. Dispose it, and write it again.");
        try
        {
            return write();
        }
        catch
        {
            _failed = true;
            throw;
        }
    }

    private static void CheckPassages(Document document, IReadOnlyList<NewPassage> passages, StoredSpace space)
    {
        foreach (var passage in passages)
        {
            if (passage.Start < 0 || passage.End < passage.Start || passage.End > document.Text.Length)
            {
                throw new InvalidArgumentException(ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture,
                    $"A passage of '{document.Id}' spans {passage.Start} to {passage.End}; its text has {document.Text.Length}.") +
                    " Cut passages from the text that is stored.", nameof(passages));
            }

            if (passage.Vector.Length != space.Space.Dimensions || !AllFinite(passage.Vector.Span))
            {
                var code = passage.Vector.Length == space.Space.Dimensions
                    ? ErrorCodes.VectorNotFinite
                    : ErrorCodes.VectorDimensionsDiffer;
                throw new InvalidArgumentException(code, string.Create(CultureInfo.InvariantCulture,
                    $"A passage of '{document.Id}' has {passage.Vector.Length} numbers for a vector; {space.Space.Dimensions} ") +
                    $"finite ones are needed for '{space.Space.Model}'. Embed it with that model.", nameof(passages));
            }
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> vector)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }
}
