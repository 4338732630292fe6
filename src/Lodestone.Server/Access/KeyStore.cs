using System.Text.Json;
using Lodestone.Server.Access;

namespace Lodestone.Server;

/// <summary>The API keys of a data folder, kept hashed in one file that only its owner may read.</summary>
/// <remarks>
/// Every change writes a new file and puts it in the old one's place in one step, so a reader sees the old keys or the new ones. A
/// running server sees changes with its next request: when <see cref="Revoke"/> has returned, no request that comes is answered for that
/// key. Thread-safe, also among processes.
/// </remarks>
public sealed class KeyStore
{
    private static readonly string[] Scopes = ["read", "write", "admin"];
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock;
    private readonly KeyFile _file;

    /// <summary>The keys of a data folder.</summary>
    /// <param name="dataFolder">The folder; made when the first key is added.</param>
    /// <param name="timeProvider">The clock that keys are dated with. Default: the system's.</param>
    public KeyStore(string dataFolder, TimeProvider? timeProvider = null)
    {
        InvalidArgumentException.ThrowIfBlank(dataFolder);
        _file = new KeyFile(Path.Combine(Path.GetFullPath(dataFolder), ServerDefaults.KeyFile));
        _clock = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The names of all scopes as people write them, from the scope that allows least to the one that allows most.</summary>
    public static IReadOnlyList<string> ScopeNames => Scopes;

    /// <summary>The file they are kept in.</summary>
    public string File => _file.Path;

    /// <summary>The name of a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static string NameOf(KeyScope scope) => Scopes[(int)scope];

    /// <summary>Makes a key.</summary>
    /// <param name="scope">What it allows.</param>
    /// <param name="name">What it is for. Default: not said.</param>
    /// <returns>What is known of it, and the key itself, which cannot be had again.</returns>
    /// <exception cref="ServerException">The file of keys cannot be used, or would be too large.</exception>
    /// <exception cref="ArgumentException">The name is blank, too long, or has control characters.</exception>
    public (ApiKey Key, string Secret) Add(KeyScope scope, string? name = null)
    {
        if (!Enum.IsDefined(scope))
            throw new InvalidRangeException(nameof(scope), scope, "Read, Write or Admin");
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > ServerDefaults.MaxNameLength || name.Any(char.IsControl)))
        {
            throw new InvalidArgumentException(
                ErrorCodes.KeyNameInvalid,
                $"A key's name has 1 to {ServerDefaults.MaxNameLength} characters, none of them a control character.", nameof(name));
        }

        var secret = KeySecret.Create();
        var hash = Convert.ToHexStringLower(KeySecret.Hash(secret));
        var key = new StoredKey(KeySecret.CreateId(), name, scope, _clock.GetUtcNow(), hash);
        Change(keys => [.. keys, key]);
        return (key.Described, secret);
    }

    /// <summary>All keys, the oldest first.</summary>
    /// <exception cref="ServerException">The file of keys cannot be used.</exception>
    public IReadOnlyList<ApiKey> List() => [.. Read().Select(k => k.Described)];

    /// <summary>Revokes a key: no request is answered for it any more.</summary>
    /// <remarks>The file stays when it was the last key, and keeps servers closed.</remarks>
    /// <param name="id">The key's id.</param>
    /// <returns>Whether there was such a key.</returns>
    /// <exception cref="ServerException">The file of keys cannot be used.</exception>
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
            // A larger file would not be read any more, by which all keys would be lost.
            if (bytes.Length > ServerDefaults.MaxKeyFileBytes)
            {
                throw new ServerException(
                    ErrorCodes.KeyFileFull,
                    $"The file of API keys '{File}' has no room for this: it would have {bytes.Length} bytes, and may have " +
                    $"{ServerDefaults.MaxKeyFileBytes}. Revoke keys that are not used any more.",
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

    /// <summary>Another process may have a file for a moment: the lock to change the keys, and on Windows the keys to read them.</summary>
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
        // Files of Windows take the folder's permissions, which are the user's own.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

/// <summary>What is known of an API key; the key itself is kept nowhere.</summary>
/// <param name="Id">Names it in lists and when it is revoked.</param>
/// <param name="Name">What it was said to be for; null when that was not said.</param>
/// <param name="Scope">What it allows.</param>
/// <param name="Created">When it was made.</param>
public sealed record ApiKey(string Id, string? Name, KeyScope Scope, DateTimeOffset Created);
