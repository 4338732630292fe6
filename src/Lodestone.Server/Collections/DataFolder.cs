using Lodestone.Server.Logging;
using Lodestone.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Collections;

/// <summary>The folder of collections and keys; one server at a time may use it.</summary>
internal sealed class DataFolder(IOptions<ServerOptions> options, ILogger<DataFolder> logger) : IDisposable
{
    private const string LockFile = "server.lock";
    private const string Trash = ".deleted";
    private const string Backups = ".backups";
    private FileStream? _lock;

    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(options.Value.DataFolder);

    private string Collections => Path.Combine(Root, "collections");

    /// <summary>Creates and locks the folder, completes deletions that were interrupted, and deletes backups that were.</summary>
    /// <exception cref="StoreException">The folder is not writable, or another server uses it.</exception>
    public void Take()
    {
        try
        {
            Directory.CreateDirectory(Collections);
            _lock = new FileStream(
                Path.Combine(Root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            foreach (var left in new[] { Trash, Backups })
            {
                if (Directory.Exists(Path.Combine(Root, left)))
                    Directory.Delete(Path.Combine(Root, left), recursive: true);
            }
        }
        catch (IOException held) when (_lock is null && WriterLock.IsHeld(held))
        {
            throw new StoreException(
                ErrorCodes.CollectionInUse,
                $"The data folder '{Root}' is in use by another server, which holds '{LockFile}'. Stop that one, or give another folder.",
                Root, "no other server", $"'{LockFile}' is held", held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                ErrorCodes.NotPermitted,
                $"The data folder '{Root}' cannot be made or written ({refused.Message}). Collections and keys live there. Change its " +
                "permissions, or give another folder.",
                Root, "a folder that may be written", refused.Message, refused);
        }
    }

    /// <summary>The names of the collections, in ordinal order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(Collections) ? [] :
        [.. Directory.EnumerateDirectories(Collections)
            .Select(f => Path.GetFileName(f))
            .Where(n => CollectionName.IsValid(n) && Holds(n))
            .Order(StringComparer.Ordinal)];

    /// <summary>The folder of a collection.</summary>
    public string Of(string name) => Path.Combine(Collections, CollectionName.Validate(name));

    /// <summary>Whether a collection exists.</summary>
    public bool Holds(string name) => Collection.Exists(Of(name));

    /// <summary>Deletes a collection's files; for others they disappear in one step.</summary>
    /// <exception cref="StoreException">The files may not be deleted.</exception>
    public void Delete(string name)
    {
        var trash = Path.Combine(Root, Trash, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(trash)!);
            Directory.Move(Of(name), trash);
            Directory.Delete(trash, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                ErrorCodes.NotPermitted,
                $"The files of the collection '{name}' could not be deleted ({refused.Message}). The rest is deleted at the server's " +
                "next start. Change the permissions of its folder.",
                Of(name), "files that may be deleted", refused.Message, refused);
        }
    }

    /// <summary>Renames a collection that is closed; its folder is moved in one step.</summary>
    /// <exception cref="StoreException">The folder cannot be renamed, and keeps its name.</exception>
    public void Rename(string name, string newName)
    {
        try
        {
            Directory.Move(Of(name), Of(newName));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                ErrorCodes.NotPermitted,
                $"The collection '{name}' could not be renamed to '{newName}' ({refused.Message}) and keeps its name. Change the " +
                "permissions of its folder.",
                Of(name), "a folder that may be renamed", refused.Message, refused);
        }
    }

    /// <summary>The folder of a new backup, which is to be created; <see cref="DeleteBackups"/> deletes it.</summary>
    public string NewBackup() => Path.Combine(Root, Backups, Guid.NewGuid().ToString("N"));

    /// <summary>Deletes all backups; the server's next start deletes what cannot be deleted now.</summary>
    public void DeleteBackups()
    {
        var folder = Path.Combine(Root, Backups);
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            logger.LeftBackups(folder, refused.Message);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
