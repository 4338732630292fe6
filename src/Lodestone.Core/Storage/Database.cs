using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lodestone.Storage;

/// <summary>A connection to a store's file with its prepared statements. One thread at a time.</summary>
internal sealed class Database : IDisposable
{
    public const string BusyTimeout = "PRAGMA busy_timeout=5000";
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Database(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    public string Path { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public static Database OpenForWriting(string path, bool create, Durability durability)
    {
        var database = Open(path, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, path);
        try
        {
            if (create)
            {
                database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size={Schema.PageSize}"));
                database.Run("PRAGMA auto_vacuum=INCREMENTAL");
            }

            database.Run("PRAGMA journal_mode=WAL");
            database.Run(durability == Durability.Durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            // Deleted means deleted: the contents of freed pages are overwritten, so that no later reader of the file sees them.
            database.Run("PRAGMA secure_delete=ON");
            // The page cache holds a batch in 16 MiB; the operating system caches the rest.
            database.Run("PRAGMA cache_size=-16384");
            database.Run("PRAGMA journal_size_limit=67108864");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public static Database OpenForReading(string path, bool immutable)
    {
        // A URI, because only a URI can tell SQLite that the file is immutable.
        var source = immutable ? new Uri(System.IO.Path.GetFullPath(path)).AbsoluteUri + "?immutable=1" : path;
        var database = Open(path, SqliteOpenMode.ReadOnly, source);
        try
        {
            database.Run("PRAGMA query_only=ON");
            database.Run("PRAGMA cache_size=-8192");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a new file that receives a copy; unfinished it is worth nothing, so no journal protects it.</summary>
    public static Database CreateCopy(string path)
    {
        var database = Open(path, SqliteOpenMode.ReadWriteCreate, path);
        try
        {
            database.Run("PRAGMA journal_mode=OFF");
            database.Run("PRAGMA synchronous=OFF");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Copies all pages, as of the transaction that is open, into a new database.</summary>
    /// <remarks>
    /// SQLite's online backup begins again when the source changes under it. It reads within the transaction of its connection, and a
    /// reader of a write-ahead log keeps its state in that, so commits of others neither restart nor tear it.
    /// </remarks>
    /// <param name="target">The copy.</param>
    /// <param name="pages">The number of pages of a step.</param>
    /// <param name="copied">Receives the number of bytes of each step.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    public void CopyTo(Database target, int pages, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        const string main = "main";
        if (!InTransaction)
            throw new InvalidOperationException("A copy is made within a transaction, so that it shows one state.");
        var (from, to) = (_connection.Handle, target._connection.Handle);
        using var backup = raw.sqlite3_backup_init(to, main, from, main) ?? throw target.Error(raw.sqlite3_errcode(to));
        var pageSize = Long("PRAGMA page_size");
        for (var (code, before) = (raw.SQLITE_OK, 0L); code == raw.SQLITE_OK;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, pages);
            var now = raw.sqlite3_backup_pagecount(backup) - raw.sqlite3_backup_remaining(backup);
            copied?.Report((now - before) * pageSize);
            before = now;
        }

        var end = raw.sqlite3_backup_finish(backup);
        if (end != raw.SQLITE_OK)
            throw IsOfReading(end) ? StoreErrors.FromSqlite(end, "its pages cannot be read", Path) : target.Error(end);
    }

    /// <summary>A prepared statement that is cached for the next call with the same text.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            statement.Reset();
            return statement;
        }

        return _statements[sql] = Fresh(sql);
    }

    /// <summary>A statement that is not cached, for a stream of rows that other statements may interleave with.</summary>
    public Statement Fresh(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle, sql, out var handle));
        return new Statement(this, handle);
    }

    public void Run(string sql)
    {
        using var statement = Fresh(sql);
        statement.Run();
    }

    public void RunAll(string sql) => Check(raw.sqlite3_exec(_connection.Handle, sql));

    public long Long(string sql) => Prepare(sql).RunForLong() ?? throw StoreErrors.Damaged(Path, $"no row for {sql}");

    public void Commit()
    {
        ResetAll();
        Run("COMMIT");
    }

    public void Rollback()
    {
        ResetAll();
        // After a full disk SQLite may have rolled back already.
        if (InTransaction)
            Run("ROLLBACK");
    }

    // A statement in the middle of its rows would keep the connection on the old snapshot.
    private void ResetAll()
    {
        foreach (var statement in _statements.Values)
            statement.Reset();
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    public StoreException Error(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_connection.Handle);
        var detail = raw.sqlite3_errmsg(_connection.Handle).utf8_to_string();
        return StoreErrors.FromSqlite((extended & 0xFF) == (code & 0xFF) ? extended : code, detail, Path);
    }

    // SQLite reports a failure of either database of a copy at the target; these can only be of the source.
    private static bool IsOfReading(int code) => (code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ||
        code is raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private static Database Open(string path, SqliteOpenMode mode, string source)
    {
        // The store pools connections itself, with their statements; the provider's pool would keep files open after disposal.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var database = new Database(connection, path);
            database.Run(BusyTimeout);
            // A mapped file that another program truncates ends the process; reads through the page cache end in an error.
            database.Run("PRAGMA mmap_size=0");
            database.Run("PRAGMA temp_store=MEMORY");
            database.Run("PRAGMA trusted_schema=OFF");
            return database;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw StoreErrors.FromSqlite(error.SqliteExtendedErrorCode, error.Message, path, error);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }
}
