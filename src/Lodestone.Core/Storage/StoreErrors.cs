using System.Globalization;
using SQLitePCL;

namespace Lodestone.Storage;

/// <summary>Translates errors of SQLite and of the operating system into errors that the reader can act on.</summary>
internal static class StoreErrors
{
    public static StoreException FromSqlite(int code, string detail, string path, Exception? inner = null)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"SQLite error {code}: {detail}");
        return (code & 0xFF) switch
        {
            raw.SQLITE_FULL => new(
                ErrorCodes.DiskFull,
                $"The store '{path}' could not be written, because its disk is full. Nothing of this batch was kept, and nothing kept " +
                "before it is lost. Make room, and write the batch again.",
                path, "room on the disk", found, inner),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT => Damaged(path, found, inner),
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(
                ErrorCodes.NotPermitted,
                $"The store '{path}' cannot be opened or written ({found}). Writing needs a folder and files that this user may write, " +
                "reading files that it may read. Change the permissions.",
                path, "a file and a folder with sufficient permissions", found, inner),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
                ErrorCodes.CollectionInUse,
                $"The store '{path}' is locked by another program ({found}). Only one may write. End the other, and try again.",
                path, "no other writer", found, inner),
            raw.SQLITE_IOERR => new(
                ErrorCodes.InputOutput,
                $"Reading or writing the store '{path}' failed ({found}). Nothing of this batch was kept. Check the disk, then " +
                "the collection.",
                path, "a disk that reads and writes", found, inner),
            _ => new(
                ErrorCodes.StoreDamaged,
                $"The store '{path}' did not answer as its format says it does ({found}). Check the collection, and restore the " +
                "file from a copy, or index again, if it is damaged.",
                path, "a store of Lodestone's", found, inner),
        };
    }

    public static StoreException Damaged(string path, string found, Exception? inner = null) => new(
        ErrorCodes.StoreDamaged,
        $"The store '{path}' is damaged: {found}. A whole file is needed. Restore it from a copy, or delete the collection's folder and " +
        "index again.",
        path, "a whole store", found, inner);

    public static StoreException FromFile(Exception error, string path) => IsFull(error)
        ? FromSqlite(raw.SQLITE_FULL, error.Message, path, error)
        : new(
            error is UnauthorizedAccessException || IsReadOnlyDisk(error) ? ErrorCodes.NotPermitted : ErrorCodes.InputOutput,
            $"The store '{path}' cannot be opened or written ({error.Message}). Writing needs an existing disk with room and a folder " +
            "that this user may write. Change the permissions, or choose another folder.",
            path, "a folder that may be written", error.Message, error);

    /// <summary>Whether the operating system refused to read or write, at any depth of inner exceptions.</summary>
    public static bool IsFromDisk(Exception error) => Refusal(error) is not null;

    /// <summary>The exception for indexes, which are derived from the store, that could not be written.</summary>
    public static StoreException FromIndexes(Exception error, string path)
    {
        var refusal = Refusal(error) ?? error;
        var failure = CodeOf(refusal);
        var (why, remedy) = failure switch
        {
            ErrorCodes.DiskFull => ("because its disk is full", "Make room, and try again."),
            ErrorCodes.NotPermitted => ("because it may not be", "Change the permissions."),
            _ => ("because the disk failed", "Check the disk, and try again."),
        };
        return new(
            failure,
            $"The indexes in '{path}' could not be written, {why} ({refusal.Message}). What was acknowledged before is kept, and " +
            $"what was under way is not. {remedy}",
            path, "a folder with room that may be written", refusal.Message, error);
    }

    /// <summary>The exception for a backup that could not be written; a store that cannot be read keeps its own.</summary>
    public static StoreException FromBackup(Exception error, string folder)
    {
        if (error is StoreException store && !IsIn(store.Path, folder))
            return store;
        var refusal = Refusal(error) ?? error;
        var code = (error as StoreException)?.Code ?? CodeOf(refusal);
        var (why, remedy) = code switch
        {
            ErrorCodes.DiskFull => ("its disk is full", "Make room, or choose a folder on another disk."),
            ErrorCodes.NotPermitted => ("it may not be written", "Change the permissions, or choose another folder."),
            _ => ("its disk failed", "Check the disk, or choose a folder on another one."),
        };
        return new(
            code,
            $"The backup in '{folder}' could not be written, because {why} ({refusal.Message}). The collection is unchanged, and the " +
            $"part of the backup that was written is removed. {remedy}",
            folder, "a folder with room that may be written", refusal.Message, error);
    }

    private static bool IsIn(string path, string folder) =>
        Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string CodeOf(Exception refusal) =>
        IsFull(refusal) ? ErrorCodes.DiskFull
        : refusal is UnauthorizedAccessException || IsReadOnlyDisk(refusal) ? ErrorCodes.NotPermitted
        : ErrorCodes.InputOutput;

    private static Exception? Refusal(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is IOException or UnauthorizedAccessException)
                return error;
        }

        return null;
    }

    // ENOSPC; ERROR_DISK_FULL.
    private static bool IsFull(Exception error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 112 : error.HResult == 28;

    // EROFS; ERROR_WRITE_PROTECT.
    private static bool IsReadOnlyDisk(Exception error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 19 : error.HResult == 30;
}
