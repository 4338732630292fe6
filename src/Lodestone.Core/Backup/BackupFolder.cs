using Lodestone.Storage;

namespace Lodestone.Backup;

/// <summary>The folder of a backup, which becomes a collection in one step, when its store gets its name.</summary>
/// <remarks>
/// A file that is held marks a backup in progress; a kill releases it, and the file left behind marks what an interrupted backup wrote,
/// which the next backup into the folder deletes. A folder with anything else in it is never touched.
/// </remarks>
internal sealed class BackupFolder : IDisposable
{
    private const string Mark = "backup.lock";
    private const string Unfinished = Schema.FileName + ".partial";
    private const string Indexes = "indexes";

    private readonly FileStream _mark;
    private readonly bool _created;
    private bool _complete;

    private BackupFolder(string path, FileStream mark, bool created) => (Path, _mark, _created) = (path, mark, created);

    public string Path { get; }

    /// <summary>The file to write the store to.</summary>
    public string Store => System.IO.Path.Combine(Path, Unfinished);

    /// <summary>Takes a folder for a backup: a new one, an empty one, or one that an interrupted backup left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="collection">The folder of the collection, in which no backup may be.</param>
    /// <exception cref="InvalidArgumentException">The folder cannot be that of a backup; it was not touched.</exception>
    public static BackupFolder Take(string folder, string collection)
    {
        var path = System.IO.Path.GetFullPath(folder);
        if (IsWithin(Resolved(path), Resolved(collection)))
            throw Refused(path, $"within the collection '{collection}'", "a folder outside of the collection");
        if (File.Exists(path))
            throw Refused(path, "a file", "a folder");
        if (Directory.Exists(path))
            ThrowIfUsed(path);
        var created = !Directory.Exists(path);
        Directory.CreateDirectory(path);
        var mark = TakeMark(path);
        try
        {
            // Another backup may have ended since.
            ThrowIfUsed(path);
            var taken = new BackupFolder(path, mark, created);
            taken.Clear();
            return taken;
        }
        catch
        {
            mark.Dispose();
            if (created)
                Directory.Delete(path);
            throw;
        }
    }

    /// <summary>Deletes what was written so far, and begins again.</summary>
    public void Clear()
    {
        Empty();
        // Written before anything else, so that all that an interrupted backup leaves is known to be its own.
        File.WriteAllBytes(Store, []);
    }

    /// <summary>Makes the folder a collection, and returns the size of its files.</summary>
    public long Complete()
    {
        File.Move(Store, System.IO.Path.Combine(Path, Schema.FileName));
        _complete = true;
        _mark.Dispose();
        return new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
    }

    /// <summary>Deletes everything unless the backup is complete.</summary>
    public void Dispose()
    {
        if (_complete)
            return;
        try
        {
            Empty();
            _mark.Dispose();
            if (_created)
                Directory.Delete(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The reason of the failed backup is reported. The next one into the folder deletes the rest.
            _mark.Dispose();
        }
    }

    private void Empty()
    {
        if (Directory.Exists(System.IO.Path.Combine(Path, Indexes)))
            Directory.Delete(System.IO.Path.Combine(Path, Indexes), recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path, Unfinished + "*"))
            File.Delete(file);
    }

    private static FileStream TakeMark(string path)
    {
        var name = System.IO.Path.Combine(path, Mark);
        try
        {
            return new FileStream(
                name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException held) when (WriterLock.IsHeld(held))
        {
            throw Refused(path, "the folder of a backup that is being made", "a folder of its own");
        }
    }

    private static void ThrowIfUsed(string path)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Select(e => System.IO.Path.GetFileName(e))];
        if (names.Contains(Schema.FileName, StringComparer.Ordinal))
            throw Refused(path, "a folder with a collection", "an empty folder, or none");
        var stranger = Array.Find(names, n => n is not (Mark or Indexes) && !n.StartsWith(Unfinished, StringComparison.Ordinal));
        if (stranger is not null || (names.Length > 0 && !names.Any(n => n is Mark or Unfinished)))
            throw Refused(path, $"a folder with '{stranger ?? Indexes}'", "an empty folder, or none");
    }

    private static bool IsWithin(string path, string folder)
    {
        var way = System.IO.Path.GetRelativePath(folder, path);
        // Rooted where it is on another drive; a name may begin with two dots.
        return way.Split(System.IO.Path.DirectorySeparatorChar)[0] != ".." && !System.IO.Path.IsPathRooted(way);
    }

    // A link on the way may lead into the collection.
    private static string Resolved(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var at = System.IO.Path.GetPathRoot(full)!;
        foreach (var part in full[at.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = System.IO.Path.Combine(at, part);
            at = Directory.Exists(at) ? Directory.ResolveLinkTarget(at, returnFinalTarget: true)?.FullName ?? at : at;
        }

        return at;
    }

    private static InvalidArgumentException Refused(string path, string found, string accepted) => new(
        ErrorCodes.BackupFolderInvalid, $"A backup cannot be made in '{path}': it is {found}; accepted: {accepted}.", "folder")
    {
        Found = found,
        Accepted = accepted,
    };
}
