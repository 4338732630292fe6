using System.Collections.Concurrent;
using System.Globalization;

namespace Lodestone.Storage;

/// <summary>A collection's documents, passages and vectors in one SQLite file: the truth, from which every index is derived.</summary>
/// <remarks>
/// Thread-safe: any number of snapshots may be taken at any time; batches are written one after another. Only one object in one process
/// may have the store open for writing.
/// </remarks>
internal sealed class DocumentStore : IDisposable
{
    // Beyond this many bytes a commit waits briefly for readers and truncates the log. If readers block it, the next attempt comes when the
    // log has grown by as much again, so that one long reader does not slow every commit.
    private const long LogLimit = 64L << 20;
    private readonly ConcurrentBag<Database> _readers = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly WriterLock? _lock;
    private readonly Database? _writer;
    private readonly bool _immutable;
    private long _logLimit = LogLimit;
    private volatile bool _disposed;

    private DocumentStore(string folder, WriterLock? writerLock, Database? writer, bool immutable)
    {
        Folder = folder;
        Path = FileIn(folder);
        _lock = writerLock;
        _writer = writer;
        _immutable = immutable;
        using var snapshot = Snapshot();
        Id = snapshot.Store;
    }

    public string Folder { get; }

    /// <summary>The SQLite file.</summary>
    public string Path { get; }

    /// <summary>The permanent id of the store, which detects an index of another store.</summary>
    public string Id { get; }

    public bool IsReadOnly => _writer is null;

    /// <summary>Opens the store for writing; creates a missing folder and store.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static DocumentStore Open(string folder, Durability durability = Durability.Durable)
    {
        CreateFolder(folder);
        var writerLock = WriterLock.Take(folder);
        Database? writer = null;
        try
        {
            var path = FileIn(folder);
            if (!File.Exists(path))
                StoreFile.Create(path);
            StoreFile.CheckBytes(path);
            writer = Database.OpenForWriting(path, create: false, durability);
            StoreFile.CheckHeader(writer);
            StoreFile.Upgrade(writer);
            return new DocumentStore(folder, writerLock, writer, immutable: false);
        }
        catch
        {
            writer?.Dispose();
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store for reading, beside a writer or on a read-only disk.</summary>
    /// <exception cref="StoreException">The store is missing or cannot be opened.</exception>
    public static DocumentStore OpenReadOnly(string folder)
    {
        var path = FileIn(folder);
        if (!File.Exists(path))
        {
            throw new StoreException(
                ErrorCodes.CollectionNotFound,
                $"There is no collection in '{folder}': '{Schema.FileName}' is not there. Give the folder of one, or make one by " +
                "indexing documents into it.",
                folder, $"a folder with '{Schema.FileName}'", "none");
        }

        StoreFile.CheckBytes(path);
        var immutable = StoreFile.MustBeImmutable(path);
        using (var database = Database.OpenForReading(path, immutable))
            StoreFile.CheckHeader(database);
        return new DocumentStore(folder, null, null, immutable);
    }

    /// <summary>Takes a snapshot of the committed state.</summary>
    public StoreSnapshot Snapshot()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var database = _readers.TryTake(out var idle) ? idle : Database.OpenForReading(Path, _immutable);
        try
        {
            return new StoreSnapshot(database, Return);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Begins a batch; waits while another batch is in flight.</summary>
    /// <exception cref="InvalidOperationException">The store was opened read-only.</exception>
    public StoreBatch BeginBatch(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var writer = Writer();
        _writing.Wait(cancellationToken);
        try
        {
            return new StoreBatch(writer, EndBatch);
        }
        catch
        {
            _writing.Release();
            throw;
        }
    }

    /// <summary>Deletes a bounded number of rows of dropped spaces. Call it until it returns false.</summary>
    public bool PurgeDropped(CancellationToken cancellationToken = default)
    {
        using var batch = BeginBatch(cancellationToken);
        var more = batch.PurgeDropped();
        batch.Commit();
        return more;
    }

    /// <summary>Returns up to a number of free pages to the disk, and truncates the log unless a reader blocks it.</summary>
    public void Compact(int maxPages = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var writer = Writer();
        _writing.Wait(cancellationToken);
        try
        {
            GiveBack(writer, maxPages);
            Checkpoint(writer);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Explains why nothing can be written at present; null when it can, by a file that is created and deleted.</summary>
    public StoreException? FindWriteProblem()
    {
        try
        {
            // Deleted by the system, also when the process ends here.
            using var probe = new FileStream(
                System.IO.Path.Combine(Folder, ".probe-" + System.IO.Path.GetRandomFileName()),
                FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
            probe.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return StoreErrors.FromFile(error, Path);
        }
    }

    public StoreSizes Sizes()
    {
        using var snapshot = Snapshot();
        return snapshot.Sizes();
    }

    /// <summary>Checks for all detectable damage; the list is empty when there is none.</summary>
    /// <param name="full">Whether to read every page and compare every index with its table, instead of a quick check.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    public IReadOnlyList<string> Check(bool full, CancellationToken cancellationToken = default)
    {
        using var snapshot = Snapshot();
        return snapshot.Check(full, cancellationToken);
    }

    /// <summary>Limits the file to a number of pages, which SQLite reports like a full disk.</summary>
    internal void LimitPages(long pages) => Writer().Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={pages}"));

    public void Dispose()
    {
        if (_disposed)
            return;
        // An in-flight batch ends first.
        _writing.Wait();
        _disposed = true;
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer?.Dispose();
        _lock?.Dispose();
        _writing.Release();
    }

    private static string FileIn(string folder) => System.IO.Path.Combine(folder, Schema.FileName);

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.FromFile(error, folder);
        }
    }

    private static void GiveBack(Database writer, int maxPages) =>
        writer.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({maxPages})"));

    // A shorter wait than for other statements, because a long reader would block the writer for nothing.
    private static void Checkpoint(Database writer)
    {
        writer.Run("PRAGMA busy_timeout=200");
        try
        {
            writer.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            writer.Run(Database.BusyTimeout);
        }
    }

    private long LogBytes() => new FileInfo(Path + "-wal") is { Exists: true } log ? log.Length : 0;

    private Database Writer() => _writer ?? throw new InvalidStateException(
        ErrorCodes.CollectionReadOnly,
        $"The collection '{Folder}' was opened read-only and cannot be written. Open it for writing, when no other process does.");

    private void Return(Database database)
    {
        if (_disposed)
        {
            database.Dispose();
            return;
        }

        _readers.Add(database);
        if (_disposed && _readers.TryTake(out var late))
            late.Dispose();
    }

    // Runs when a batch has ended; a failure here is one of upkeep, and the next batch retries.
    private void EndBatch(bool freed)
    {
        try
        {
            if (freed && _writer!.Long("PRAGMA freelist_count") > Math.Max(1024, _writer.Long("PRAGMA page_count") / 4))
                GiveBack(_writer, 2048);
            if (LogBytes() > _logLimit)
            {
                Checkpoint(_writer!);
                _logLimit = LogBytes() + LogLimit;
            }
        }
        catch (StoreException)
        {
            // The batch is committed, so its success is reported. A lasting cause fails the next batch.
            _writer!.Rollback();
        }
        finally
        {
            _writing.Release();
        }
    }
}
