using System.Globalization;
using System.Text;

namespace Lodestone.Storage;

/// <summary>The store as a file: created atomically, and validated before use.</summary>
internal static class StoreFile
{
    /// <summary>Creates a store under another name and renames it, so that a crash leaves no store instead of an empty one.</summary>
    public static void Create(string path)
    {
        var fresh = path + ".new";
        try
        {
            foreach (var old in new[] { fresh, fresh + "-wal", fresh + "-shm", fresh + "-journal", path + "-wal", path + "-shm" })
                File.Delete(old);
            using (var database = Database.OpenForWriting(fresh, create: true, Durability.Durable))
            {
                database.RunAll("BEGIN IMMEDIATE");
                database.RunAll(Schema.Tables);
                database.Prepare("INSERT INTO state VALUES (1, ?, 0, 1, 0)").Bind(1, Guid.NewGuid().ToString("N")).Run();
                database.RunAll(string.Create(CultureInfo.InvariantCulture,
                    $"PRAGMA application_id={Schema.ApplicationId}; PRAGMA user_version={Schema.Version}; COMMIT"));
            }

            File.Move(fresh, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.FromFile(error, path);
        }
    }

    /// <summary>Refuses a file that is not an SQLite database, or is truncated, before SQLite opens it.</summary>
    public static void CheckBytes(string path)
    {
        Span<byte> head = stackalloc byte[16];
        long length;
        int read;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = file.Length;
            read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.FromFile(error, path);
        }

        if (read < head.Length || length < Schema.PageSize)
        {
            throw StoreErrors.Damaged(path, string.Create(CultureInfo.InvariantCulture,
                $"it has {length} bytes, less than its first page"));
        }

        if (!head.SequenceEqual("SQLite format 3\0"u8))
            throw Foreign(path, $"a file that begins with '{Printable(head)}'");
    }

    /// <exception cref="StoreException">The file is not a store, or has an unknown version.</exception>
    public static void CheckHeader(Database database)
    {
        var application = database.Long("PRAGMA application_id");
        if (application != Schema.ApplicationId)
        {
            throw Foreign(database.Path, string.Create(CultureInfo.InvariantCulture,
                $"an SQLite database with application id 0x{application:X8}"));
        }

        var version = Version(database);
        if (version is >= Schema.OldestVersion and <= Schema.Version)
            return;
        var remedy = version > Schema.Version
            ? "It was written by a newer Lodestone: update this one"
            : "No Lodestone that was released has written it: restore the file from a copy";
        throw new StoreException(
            ErrorCodes.StoreVersionUnknown,
            string.Create(CultureInfo.InvariantCulture,
                $"The store '{database.Path}' has format version {version}; this Lodestone reads {Schema.OldestVersion} to ") +
            string.Create(CultureInfo.InvariantCulture, $"{Schema.Version}. {remedy}, or index again into another folder."),
            database.Path,
            string.Create(CultureInfo.InvariantCulture, $"format version {Schema.OldestVersion} to {Schema.Version}"),
            string.Create(CultureInfo.InvariantCulture, $"format version {version}"));
    }

    /// <summary>The version of a store's format, as of the transaction that is open.</summary>
    public static long Version(Database database) => database.Long("PRAGMA user_version");

    /// <summary>Brings a store of an older format to this version's, in one transaction: a crash leaves the older one.</summary>
    /// <param name="writer">A connection for writing; no other may write.</param>
    /// <param name="committing">Called before the commit, for tests of a crash at that moment.</param>
    /// <exception cref="StoreException">The store could not be written; it is unchanged.</exception>
    public static void Upgrade(Database writer, Action? committing = null)
    {
        var version = Version(writer);
        if (version == Schema.Version)
            return;
        writer.Run("BEGIN IMMEDIATE");
        try
        {
            if (version < 2)
                writer.RunAll(Schema.UpgradeFrom1);
            writer.RunAll(Schema.UpgradeFrom2);
            writer.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Schema.Version}"));
            committing?.Invoke();
            writer.Commit();
        }
        catch
        {
            writer.Rollback();
            throw;
        }
    }

    /// <summary>Whether the file must be read as immutable, because SQLite cannot create its lock file beside it.</summary>
    /// <remarks>
    /// A store with a write-ahead log is read through a shared-memory file beside it. Where that file cannot be created (a read-only folder
    /// or disk) and no log is left, the file alone is the whole truth and is read without locks. A log that cannot be read is an error,
    /// because the file alone would show an old state.
    /// </remarks>
    public static bool MustBeImmutable(string path)
    {
        try
        {
            using var database = Database.OpenForReading(path, immutable: false);
            database.Long("PRAGMA schema_version");
            return false;
        }
        catch (StoreException error) when (error.Code == ErrorCodes.NotPermitted)
        {
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
                throw;
            using var database = Database.OpenForReading(path, immutable: true);
            database.Long("PRAGMA schema_version");
            return true;
        }
    }

    private static StoreException Foreign(string path, string found) => new(
        ErrorCodes.StoreForeign,
        $"'{path}' is not a store of Lodestone's: it is {found}. Give the folder of a collection, or an empty one to make it in.",
        path, "an SQLite database with application id 0x4C6F6465", found);

    private static string Printable(ReadOnlySpan<byte> bytes) =>
        string.Concat(Encoding.Latin1.GetString(bytes).Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '<' or '%' ? c : '?'));
}

/// <summary>The size of a store on disk, in bytes and pages.</summary>
internal sealed record StoreSizes(long DatabaseBytes, long LogBytes, long PageSize, long Pages, long FreePages);
