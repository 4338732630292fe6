using Lodestone.Cli.Exits;

namespace Lodestone.Cli.Output;

/// <summary>A file that appears under its name only when it is complete.</summary>
/// <remarks>
/// An existing target that is not a regular file (a device, a pipe) is written to directly: replacing it would destroy it. A link
/// remains a link, and its target is written.
/// </remarks>
internal sealed class FileInProgress : IAsyncDisposable
{
    private readonly string _path;

    // Null when the target itself is written.
    private readonly string? _temporary;
    private bool _completed;

    private FileInProgress(string path, string? temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
    }

    public FileStream Stream { get; }

    public static FileInProgress Create(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new UsageException($"'{path}' is a folder. Give --out the path of a file.");
        try
        {
            return OpenSpecial(full) is { } special ? new FileInProgress(full, null, special) : Beside(path, Target(full));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be written: {failure.Message} Name a file that may be written.", failure);
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken);
        await Stream.DisposeAsync();
        if (_temporary is not null)
            File.Move(_temporary, _path, overwrite: true);
        _completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_completed)
            return;
        await Stream.DisposeAsync();
        if (_temporary is not null)
            File.Delete(_temporary);
    }

    private static FileInProgress Beside(string path, string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new UsageException($"'{path}' cannot be written: there is no folder '{folder}'. Create it, or name another.");
        // In the same folder as its target, so that renaming is one step on one file system.
        var temporary = Path.Combine(folder, FormattableString.Invariant($".{Path.GetFileName(target)}.{Environment.ProcessId}.partial"));
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        return new FileInProgress(target, temporary, stream);
    }

    /// <summary>Opens an existing target that is not a regular file; else null.</summary>
    private static FileStream? OpenSpecial(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1 << 16);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // The file behind standard output may have no name any more, so no other file can be put beside it.
        if (!IsOrdinary(stream) || !File.Exists(Target(path)))
            return stream;
        stream.Dispose();
        return null;
    }

    // Only a regular file has bytes, or can be truncated.
    private static bool IsOrdinary(FileStream stream)
    {
        if (!stream.CanSeek)
            return false;
        if (stream.Length > 0)
            return true;
        try
        {
            stream.SetLength(0);
            return true;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Target(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
