using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Access;

/// <summary>The keys as the running server knows them: those of the file at start, and then those it has at each request.</summary>
/// <remarks>
/// Thread-safe. Every request reads the file. A time stamp with a length would miss a file that was replaced within the clock's
/// resolution, and a watcher would leave a window in which a revoked key still opens; a few KB from the system's cache cost microseconds.
/// A file of keys, whatever is in it, closes the server until it ends: neither revoking the last key, nor losing the file, opens it.
/// </remarks>
internal sealed partial class KeyRing
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

    /// <summary>What was there at start: the one reading that decides where the server may listen, and whether it begins closed.</summary>
    public KnownKeys AtStart { get; }

    /// <summary>The keys of this moment. A request is judged by one call, so that no two readings can disagree.</summary>
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

    /// <summary>Tells the log what was there at start. A server that is refused does not come here: its refusal says it.</summary>
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
        catch (KeyFileException failure)
        {
            // Closed rather than open: no key is known until the file is mended. The same failure again is not logged again.
            return bytes is null && failure.Message == last.Problem?.Message ? last : new KnownKeys(true, bytes, [], failure);
        }
    }

    private void Log(KnownKeys known)
    {
        if (known.Problem is { } problem)
            LogUnusable(_logger, problem.Message);
        else if (known.Keys.Length > 0)
            LogRead(_logger, known.Keys.Length);
        else if (known.HasFile)
            LogEmpty(_logger, _file.Path);
        else if (known.AreRequired)
            LogGone(_logger, _file.Path);
        else
            LogOpen(_logger, _file.Path);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} API keys are known.")]
    private static partial void LogRead(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no file of API keys '{File}', so no request needs a key.")]
    private static partial void LogOpen(ILogger logger, string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The file of API keys '{File}' has no key, so all requests that need one are refused, after a restart too. Add a key " +
        "with `lodestone keys add`.")]
    private static partial void LogEmpty(ILogger logger, string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The file of API keys '{File}' is gone, so all requests that need a key are refused until one is added with " +
        "`lodestone keys add`. After a restart without the file, requests from this machine need none.")]
    private static partial void LogGone(ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "No API key is known, so all requests that need one are refused. {Problem}")]
    private static partial void LogUnusable(ILogger logger, string problem);
}
