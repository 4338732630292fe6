namespace Lodestone.Cli;

/// <summary>A file that appears under its name when it is complete, and not before.</summary>
internal sealed class FileInProgress : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _completed;

    private FileInProgress(string path, string temporary, FileStream stream)
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
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new UsageException($"'{path}' cannot be written: there is no folder '{folder}'. Make it, or name another.");
        // Beside its target, so that the renaming is one step on one file system.
        var temporary = Path.Combine(folder, FormattableString.Invariant($".{Path.GetFileName(full)}.{Environment.ProcessId}.partial"));
        try
        {
            var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
            return new FileInProgress(full, temporary, stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be written: {failure.Message} Name a folder that may be written to.", failure);
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken);
        await Stream.DisposeAsync();
        File.Move(_temporary, _path, overwrite: true);
        _completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_completed)
            return;
        await Stream.DisposeAsync();
        File.Delete(_temporary);
    }
}
