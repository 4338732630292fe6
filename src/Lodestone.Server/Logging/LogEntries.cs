using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Logging;

/// <summary>The server's log entries. docs/aspnetcore.md lists them.</summary>
/// <remarks>
/// All are in one class, because the generator writes several classes in another order each time (dotnet/runtime#119587), and the same
/// commit would not give the same bytes.
/// </remarks>
internal static partial class LogEntries
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "{Count} API keys are known.")]
    public static partial void ReadKeys(this ILogger logger, int count);

    [LoggerMessage(
        EventId = 201, Level = LogLevel.Information, Message = "There is no file of API keys '{File}', so no request needs a key.")]
    public static partial void Open(this ILogger logger, string file);

    [LoggerMessage(
        EventId = 202, Level = LogLevel.Warning,
        Message = "The file of API keys '{File}' has no key, so all requests that need one are refused until a key is added, after " +
        "a restart too.")]
    public static partial void EmptyKeyFile(this ILogger logger, string file);

    [LoggerMessage(
        EventId = 203, Level = LogLevel.Warning,
        Message = "The file of API keys '{File}' is gone, so all requests that need a key are refused until one is added. " +
        "After a restart without the file, requests from this machine need none.")]
    public static partial void MissingKeyFile(this ILogger logger, string file);

    [LoggerMessage(
        EventId = 204, Level = LogLevel.Error, Message = "No API key is known, so all requests that need one are refused. {Problem}")]
    public static partial void UnusableKeyFile(this ILogger logger, string problem);

    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "A model cannot be used: {Reason}")]
    public static partial void UnusableModel(this ILogger logger, string reason);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "The backups in '{Folder}' could not be deleted: {Reason}")]
    public static partial void LeftBackups(this ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:F1} ms")]
    public static partial void Request(this ILogger logger, string method, string route, int status, double milliseconds);

    [LoggerMessage(EventId = 221, Level = LogLevel.Warning, Message = "{Problem}: {Detail}")]
    public static partial void Failure(this ILogger logger, string problem, string detail);

    [LoggerMessage(EventId = 222, Level = LogLevel.Error, Message = "Request {TraceId} met a defect.")]
    public static partial void Defect(this ILogger logger, string traceId, Exception failure);
}
