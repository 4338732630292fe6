using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Lodestone.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Lodestone.Server.Access;

/// <summary>The keys of the running server: those of the file at start, then those of the file at each request.</summary>
/// <remarks>
/// Thread-safe. Every request reads the file. A time stamp with a length would miss a file that was replaced within the clock's
/// resolution, and a watcher would leave a window in which a revoked key still opens; a few KB from the system's cache cost microseconds.
/// Any file of keys closes the server until it ends: neither revoking the last key nor losing the file opens it.
/// </remarks>
internal sealed class KeyRing
{
    private readonly Lock _gate = new();
    private readonly KeyFile _file;
    private readonly ILogger _logger;
    private KnownKeys _known;

    public KeyRing(KeyStore store, ILogger<KeyRing> logger)
    {
        _file = new KeyFile(store.File);
        _logger = logger;
        AtStart = _known = Read(KnownKeys.Open);
    }

    /// <summary>The keys at start: this one reading decides on which addresses the server may listen, and whether it is closed.</summary>
    public KnownKeys AtStart { get; }

    /// <summary>The current keys. A request is checked by one call, so that no two readings can disagree.</summary>
    public KnownKeys Current()
    {
        lock (_gate)
        {
            var known = Read(_known);
            if (known != _known)
            {
                _known = known;
                Log(known);
            }

            return known;
        }
    }

    /// <summary>Logs the keys at start. A server that is refused does not reach this; its exception has the reason.</summary>
    public void LogStart() => Log(AtStart);

    private KnownKeys Read(KnownKeys last)
    {
        byte[]? bytes = null;
        try
        {
            bytes = _file.Read(last.Bytes);
            if (bytes is null)
                return last.HasFile ? last with { Bytes = null, Keys = [], Problem = null } : last;
            if (bytes == last.Bytes)
                return last;
            return new KnownKeys(true, bytes, [.. _file.Parse(bytes).Select(k => (Convert.FromHexString(k.Sha256), k))], null);
        }
        catch (ServerException failure)
        {
            // Closed rather than open: no key is known until the file is repaired. A repeated failure is not logged again.
            return bytes is null && failure.Message == last.Problem?.Message ? last : new KnownKeys(true, bytes, [], failure);
        }
    }

    private void Log(KnownKeys known)
    {
        if (known.Problem is { } problem)
            _logger.UnusableKeyFile(problem.Message);
        else if (known.Keys.Length > 0)
            _logger.ReadKeys(known.Keys.Length);
        else if (known.HasFile)
            _logger.EmptyKeyFile(_file.Path);
        else if (known.AreRequired)
            _logger.MissingKeyFile(_file.Path);
        else
            _logger.Open(_file.Path);
    }
}

/// <summary>The keys of a running server as one reading of the key file found them.</summary>
/// <param name="AreRequired">Whether a request needs a key. Once it does, it does until the server ends.</param>
/// <param name="Bytes">The bytes of the file; null when there was no file, or an unreadable one.</param>
/// <param name="Keys">Every key with its hash; empty when the file cannot be used.</param>
/// <param name="Problem">The reason why the file cannot be used; null otherwise.</param>
internal sealed record KnownKeys(bool AreRequired, byte[]? Bytes, (byte[] Hash, StoredKey Key)[] Keys, ServerException? Problem)
{
    /// <summary>The state in which no file was ever found.</summary>
    public static readonly KnownKeys Open = new(false, null, [], null);

    public bool HasFile => Bytes is not null || Problem is not null;

    /// <summary>The key that was presented; null when it is unknown.</summary>
    public StoredKey? Find(string presented)
    {
        var hash = KeySecret.Hash(presented);
        // All are compared, each in constant time, so that the time reveals nothing about any key.
        StoredKey? found = null;
        foreach (var (known, key) in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = key;
        }

        return found;
    }
}

/// <summary>Reads the file of API keys, up to its size limit.</summary>
internal sealed class KeyFile(string path)
{
    public string Path => path;

    /// <summary>The file's bytes; null when there is no file.</summary>
    /// <param name="known">The bytes of an earlier reading, which are returned without a copy while the file still has them.</param>
    /// <exception cref="ServerException">The file cannot be read, is empty, or is too large.</exception>
    public byte[]? Read(byte[]? known = null)
    {
        FileSystemInfo? target = null;
        try
        {
            target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            if (target is { Exists: false })
                throw Unusable($"it is a symbolic link to '{target.FullName}', where no file is");
            // Checked before the file is opened: opening a pipe waits for its writer, and a device never ends. Both have no length.
            if (new FileInfo(target?.FullName ?? path) is { Exists: true, Length: 0 })
                throw Unusable("it is empty");
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            if (length > ServerDefaults.MaxKeyFileBytes)
                throw Unusable($"it has {length} bytes, and a file of keys has {ServerDefaults.MaxKeyFileBytes} at most");
            return Read(handle, (int)length, known);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException && target is null)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    /// <summary>Parses the keys of a file.</summary>
    /// <exception cref="ServerException"><paramref name="bytes"/> is not a key file of this version.</exception>
    public IReadOnlyList<StoredKey> Parse(byte[] bytes)
    {
        try
        {
            // From a stream the reader skips a byte order mark, which an editor may have written.
            using var stream = new MemoryStream(bytes);
            var content = JsonSerializer.Deserialize(stream, KeyJson.Default.KeyFileContent);
            if (content?.Version != KeyFileContent.CurrentVersion || !content.Keys.All(IsUsable))
                throw Unusable($"it is not a key file of version {KeyFileContent.CurrentVersion}");
            return content.Keys;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    public ServerException Unusable(string why, Exception? inner = null) => new(
        ErrorCodes.KeyFileUnusable,
        $"The file of API keys '{path}' cannot be used: {why.TrimEnd('.')}. Repair it, or move it away and add new keys.",
        path,
        inner);

    private byte[] Read(SafeFileHandle handle, int length, byte[]? known)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            int read, count = 0;
            while (count <= length && (read = RandomAccess.Read(handle, buffer.AsSpan(count, length + 1 - count), count)) > 0)
                count += read;
            // Key files are replaced atomically, so another program writes into this one and may not be done.
            if (count != length)
                throw Unusable("it was written to while it was read");
            var bytes = buffer.AsSpan(0, count);
            return known is not null && bytes.SequenceEqual(known) ? known : bytes.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsUsable(StoredKey? key) =>
        key is { Sha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigit) && Enum.IsDefined(key.Scope);
}

/// <summary>The key file's JSON.</summary>
internal sealed record KeyFileContent(int Version, IReadOnlyList<StoredKey> Keys)
{
    public const int CurrentVersion = 1;
}
