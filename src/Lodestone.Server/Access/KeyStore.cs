using System.Text.Json;
using Lodestone.Server.Access;

namespace Lodestone.Server;

/// <summary>The API keys of a data folder, stored as hashes in one file that only its owner may read.</summary>
/// <remarks>
/// Changes are atomic: a new file replaces the old one, so a reader sees the old keys or the new ones. A running server sees changes with
/// its next request: after <see cref="Revoke"/> has returned, the key is refused. Thread-safe, also across processes.
/// </remarks>
public sealed class KeyStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock;
    private readonly KeyFile _file;

    /// <summary>Creates an object for the keys of a data folder; the folder need not exist.</summary>
    /// <param name="dataFolder">The folder; created with the first key.</param>
    /// <param name="timeProvider">The clock for the keys' creation times. Default: the system's.</param>
    public KeyStore(string dataFolder, TimeProvider? timeProvider = null)
    {
        InvalidArgumentException.ThrowIfBlank(dataFolder);
        _file = new KeyFile(Path.Combine(Path.GetFullPath(dataFolder), AccessDefaults.KeyFile));
        _clock = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The full path of the file of keys.</summary>
    public string File => _file.Path;

    /// <summary>Creates a key.</summary>
    /// <param name="scope">The key's permissions.</param>
    /// <param name="name">The key's purpose. Default: none.</param>
    /// <returns>The key's description, and the key itself, which cannot be read again later.</returns>
    /// <exception cref="KeyFileException">The file of keys cannot be used, or would be too large.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, too long, or has control characters.</exception>
    public (ApiKey Key, string Secret) Add(KeyScope scope, string? name = null)
    {
        if (!Enum.IsDefined(scope))
            throw new InvalidRangeException(nameof(scope), scope, "Read, Write or Admin");
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > AccessDefaults.MaxNameLength || name.Any(char.IsControl)))
        {
            throw new InvalidArgumentException(
                ErrorCodes.KeyNameInvalid,
                $"A key's name has 1 to {AccessDefaults.MaxNameLength} characters, none of them a control character.", nameof(name));
        }

        var secret = KeySecret.Create();
        var hash = Convert.ToHexStringLower(KeySecret.Hash(secret));
        var key = new StoredKey(KeySecret.CreateId(), name, scope, _clock.GetUtcNow(), hash);
        Change(keys => [.. keys, key]);
        return (key.Described, secret);
    }

    /// <summary>All keys, the oldest first.</summary>
    /// <exception cref="KeyFileException">The file of keys cannot be used.</exception>
    public IReadOnlyList<ApiKey> List() => [.. Read().Select(k => k.Described)];

    /// <summary>Revokes a key; requests with it are refused from then on.</summary>
    /// <remarks>The file remains after the last key is revoked, and keeps servers closed.</remarks>
    /// <param name="id">The key's id.</param>
    /// <returns>True when the key existed.</returns>
    /// <exception cref="KeyFileException">The file of keys cannot be used.</exception>
    public bool Revoke(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var found = false;
        Change(keys =>
        {
            StoredKey[] others = [.. keys.Where(k => k.Id != id)];
            found = others.Length < keys.Count;
            return found ? others : null;
        });
        return found;
    }

    private IReadOnlyList<StoredKey> Read() => _file.Read() is { } bytes ? _file.Parse(bytes) : [];

    private void Change(Func<IReadOnlyList<StoredKey>, IReadOnlyList<StoredKey>?> change)
    {
        var folder = Path.GetDirectoryName(File)!;
        try
        {
            Directory.CreateDirectory(folder);
            using var locked = Patiently(() => Owned(File + ".lock", FileMode.OpenOrCreate));
            if (change(Read()) is not { } keys)
                return;
            var content = new KeyFileContent(KeyFileContent.CurrentVersion, keys);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(content, KeyJson.Default.KeyFileContent);
            // A larger file could not be read back, so all keys would be lost.
            if (bytes.Length > AccessDefaults.MaxKeyFileBytes)
            {
                throw new KeyFileException(
                    ErrorCodes.KeyFileFull,
                    $"The file of API keys '{File}' has no room for this: it would have {bytes.Length} bytes, and may have " +
                    $"{AccessDefaults.MaxKeyFileBytes}. Revoke keys that are no longer used.",
                    File);
            }

            var next = File + ".next";
            System.IO.File.Delete(next);
            using (var stream = Owned(next, FileMode.CreateNew))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            Patiently(() =>
            {
                System.IO.File.Move(next, File, overwrite: true);
                return true;
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw _file.Unusable(failure.Message, failure);
        }
    }

    /// <summary>Retries while another process holds a file: the lock file during a change, and on Windows a file being read.</summary>
    private T Patiently<T>(Func<T> attempt)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return attempt();
            }
            catch (Exception busy) when (IsBusy(busy) && _clock.GetElapsedTime(started) < LockPatience)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static bool IsBusy(Exception failure) =>
        failure is IOException || (failure is UnauthorizedAccessException && OperatingSystem.IsWindows());

    private static FileStream Owned(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        // On Windows a file inherits the permissions of its folder, which belongs to the user.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

/// <summary>The description of an API key; the key itself is not stored.</summary>
/// <param name="Id">The key's id in lists and for revoking it.</param>
/// <param name="Name">The key's purpose; null when none was given.</param>
/// <param name="Scope">The key's permissions.</param>
/// <param name="Created">The time of its creation.</param>
public sealed record ApiKey(string Id, string? Name, KeyScope Scope, DateTimeOffset Created);
