using Lodestone.Ingestion.Listing;

namespace Lodestone.Ingestion.Watching;

/// <summary>Has the system report the changes of a file, or below a folder.</summary>
internal interface IFolderReports
{
    /// <summary>Starts reports, until the result is disposed.</summary>
    /// <exception cref="IOException">The system reports no changes of the folder.</exception>
    IDisposable Start(string path, ChangeCollector changes);

    /// <summary>Why the folder's changes are not reported in full, as those of other machines; null when they are.</summary>
    string? WhyNot(string path);
}

/// <summary>The reports of the operating system.</summary>
internal sealed class SystemReports(ReadOptions options) : IFolderReports
{
    // The most that Windows takes for a folder of another machine; a burst then overflows later.
    private const int BufferBytes = 64 * 1024;

    public IDisposable Start(string path, ChangeCollector changes)
    {
        var isFolder = Directory.Exists(path);
        var folder = isFolder ? path : Path.GetDirectoryName(path)!;
        var watcher = new FileSystemWatcher(folder, isFolder ? "*" : Path.GetFileName(path))
        {
            IncludeSubdirectories = isFolder,
            InternalBufferSize = BufferBytes,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        try
        {
            watcher.Created += (_, e) => Changed(e.FullPath);
            watcher.Deleted += (_, e) => Changed(e.FullPath);
            watcher.Changed += (_, e) =>
            {
                // A folder changes when its entries do, which are reported themselves.
                if (!Directory.Exists(e.FullPath))
                    Changed(e.FullPath);
            };
            watcher.Renamed += (_, e) =>
            {
                Changed(e.OldFullPath);
                Changed(e.FullPath);
            };
            watcher.Error += (_, e) =>
            {
                if (e.GetException() is InternalBufferOverflowException)
                    changes.Overflowed();
                else
                    changes.Failed(path);
            };
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or ArgumentException)
        {
            watcher.Dispose();
            throw new IOException(refused.Message, refused);
        }
        catch
        {
            watcher.Dispose();
            throw;
        }

        void Changed(string changed)
        {
            if (FileListing.Concerns(folder, changed, options))
                changes.Changed(changed);
        }
    }

    /// <summary>Whether a path is a folder or lies in it; another folder whose name only begins alike does not.</summary>
    internal static bool IsIn(string folder, string path)
    {
        var name = Path.TrimEndingDirectorySeparator(folder);
        return path.StartsWith(name, StringComparison.Ordinal) &&
            (path.Length == name.Length || Path.EndsInDirectorySeparator(name) || path[name.Length] == Path.DirectorySeparatorChar);
    }

    public string? WhyNot(string path)
    {
        try
        {
            // The drive with the longest name that the path lies in; its own name may be a mount point's.
            var drive = DriveInfo.GetDrives().Where(d => IsIn(d.Name, path)).MaxBy(d => d.Name.Length);
            return drive is { DriveType: DriveType.Network }
                ? "it is on a network drive, of which changes by others are not reported"
                : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
