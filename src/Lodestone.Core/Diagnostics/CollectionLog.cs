using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lodestone.Diagnostics;

/// <summary>The log entries of one collection, which name it by its folder. None has the text of a query or of a document.</summary>
internal sealed partial class CollectionLog(ILoggerFactory? loggers, string folder)
{
    private readonly ILogger _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Lodestone.Collection");

    public void Opened(IReadOnlyList<string> repairs)
    {
        LogOpened(_logger, folder);
        foreach (var repair in repairs)
            LogRepair(_logger, folder, repair);
    }

    public void Degraded(SearchTrace trace)
    {
        foreach (var stage in trace.Stages)
        {
            if (stage.Failure is { } failure)
                LogStageFailure(_logger, folder, stage.Stage, failure);
        }
    }

    public void Indexed(int written, int unchanged, int problems) => LogIndexed(_logger, folder, written, unchanged, problems);

    public void Reembedding(string model) => LogReembedding(_logger, folder, model);

    public void Reembedded(string model) => LogReembedded(_logger, folder, model);

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Opened the collection in '{Folder}'")]
    private static partial void LogOpened(ILogger logger, string folder);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Repaired the collection in '{Folder}': {Repair}")]
    private static partial void LogRepair(ILogger logger, string folder, string repair);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The stage '{Stage}' of a search in '{Folder}' failed: {Failure}")]
    private static partial void LogStageFailure(ILogger logger, string folder, string stage, string failure);

    [LoggerMessage(
        EventId = 4, Level = LogLevel.Information,
        Message = "Indexed '{Folder}': {Documents} documents written, {Unchanged} unchanged, {Problems} problems")]
    private static partial void LogIndexed(ILogger logger, string folder, int documents, int unchanged, int problems);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Re-embedding the collection in '{Folder}' with '{Model}'")]
    private static partial void LogReembedding(ILogger logger, string folder, string model);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "Re-embedded the collection in '{Folder}' with '{Model}'")]
    private static partial void LogReembedded(ILogger logger, string folder, string model);
}
