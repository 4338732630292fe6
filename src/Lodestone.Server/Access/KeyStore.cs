using System.Text.Json;

namespace Lodestone.Server;

/// <summary>The API keys of a data folder, kept hashed in one file that only its owner may read.</summary>
/// <remarks>
/// Every change writes the file anew and puts it in the old one's place in one step, so a reader sees the old keys or the new ones. A
/// running server sees changes with its next request. Thread-safe, also among processes.
/// </remarks>
public sealed class KeyStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock;

    /// <summary>The keys of a data folder.</summary>
    /// <param name="dataFolder">The folder; made when the first key is added.</param>
    /// <param name="timeProvider">The clock that keys are dated with. Default: the system's.</param>
    public KeyStore(string dataFolder, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataFolder);
        File = Path.Combine(Path.GetFullPath(dataFolder), AccessDefaults.KeyFile);
        _clock = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The file they are kept in.</summary>
    public string File { get; }

    /// <summary>Makes a key.</summary>
    /// <param name="scope">What it allows.</param>
    /// <param name="name">What it is for. Default: not said.</param>
    /// <returns>What is known of it, and the key itself, which cannot be had again.</returns>
    /// <exception cref="KeyFileException">The file of keys cannot be used.</exception>
    /// <exception cref="ArgumentException">The name is blank, too long, or has control characters.</exception>
    public (ApiKey Key, string Secret) Add(KeyScope scope, string? name = null)
    {
        if (!Enum.IsDefined(scope))
            throw new ArgumentOutOfRangeException(nameof(scope), scope, "A scope is Read, Write or Admin.");
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > AccessDefaults.MaxNameLength || name.Any(char.IsControl)))
        {
            throw new ArgumentException(
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

    /// <summary>Revokes a key: no request is answered for it any more.</summary>
    /// <param name="id">The key's id.</param>
    /// <returns>Whether there was such a key.</returns>
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

    internal IReadOnlyList<StoredKey> Read()
    {
        try
        {
            using var stream = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = JsonSerializer.Deserialize(stream, KeyJson.Default.KeyFileContent);
            if (content?.Version != KeyFileContent.CurrentVersion || content.Keys.Any(k => k is not { Sha256: var hash } || !IsHash(hash)))
                throw Unusable($"it is not a key file of version {KeyFileContent.CurrentVersion}", null);
            return content.Keys;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    private void Change(Func<IReadOnlyList<StoredKey>, IReadOnlyList<StoredKey>?> change)
    {
        var folder = Path.GetDirectoryName(File)!;
        try
        {
            Directory.CreateDirectory(folder);
            using var locked = Lock(File + ".lock");
            if (change(Read()) is not { } keys)
                return;
            var next = File + ".next";
            System.IO.File.Delete(next);
            using (var stream = Owned(next, FileMode.CreateNew))
            {
                JsonSerializer.Serialize(stream, new KeyFileContent(KeyFileContent.CurrentVersion, keys), KeyJson.Default.KeyFileContent);
                stream.Flush(flushToDisk: true);
            }

            System.IO.File.Move(next, File, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    /// <summary>Held by one process at a time; the others wait a little.</summary>
    private FileStream Lock(string path)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return Owned(path, FileMode.OpenOrCreate);
            }
            catch (IOException) when (_clock.GetElapsedTime(started) < LockPatience)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static FileStream Owned(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        // Files of Windows take the folder's permissions, which are the user's own.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private KeyFileException Unusable(string why, Exception? inner) => new(
        $"The file of API keys '{File}' cannot be used: {why} Mend it, or move it away and add keys anew with `lodestone keys add`.",
        File, inner);
}
