using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server;

/// <summary>The keys as the running server knows them: those of the file, read again when it has changed.</summary>
/// <remarks>
/// Thread-safe. Looking whether the file has changed is one call to the file system, which a request can afford. Once a key was there,
/// keys are required until the server ends: revoking the last one, or losing the file, does not open it.
/// </remarks>
internal sealed partial class KeyRing(KeyStore store, ILogger<KeyRing> logger)
{
    private readonly Lock _gate = new();
    private (DateTime Written, long Length) _stamp;
    private (byte[] Hash, StoredKey Key)[] _keys = [];
    private bool _hadKeys;

    /// <summary>Whether a request needs a key.</summary>
    public bool IsRequired
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return _hadKeys;
            }
        }
    }

    /// <summary>The key that was presented; null when it is none of these.</summary>
    public StoredKey? Find(string presented)
    {
        var hash = KeySecret.Hash(presented);
        (byte[] Hash, StoredKey Key)[] keys;
        lock (_gate)
        {
            Refresh();
            keys = _keys;
        }

        // All are compared, each in constant time, so that the time says nothing about any.
        StoredKey? found = null;
        foreach (var (known, key) in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = key;
        }

        return found;
    }

    private void Refresh()
    {
        var file = new FileInfo(store.File);
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (stamp == _stamp)
            return;
        try
        {
            _keys = [.. store.Read().Select(k => (Convert.FromHexString(k.Sha256), k))];
            _hadKeys |= _keys.Length > 0;
            LogRead(logger, _keys.Length);
        }
        catch (KeyFileException failure)
        {
            // Closed rather than open: no key is known until the file is mended.
            _keys = [];
            _hadKeys = true;
            LogUnusable(logger, failure.Message);
        }

        _stamp = stamp;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} API keys are known.")]
    private static partial void LogRead(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "No API key is known: {Problem}")]
    private static partial void LogUnusable(ILogger logger, string problem);
}
