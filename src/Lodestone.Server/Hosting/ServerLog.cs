using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Lodestone.Server.Hosting;

/// <summary>What a server by itself writes down: on standard error, a line an event; never a query's or document's text.</summary>
internal static class ServerLog
{
    private const string Own = "Lodestone";

    public static void Add(ILoggingBuilder logging, bool verbose)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // The framework's lines of a request have its address, in which a query may be.
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(Own, verbose ? LogLevel.Information : LogLevel.Warning);
        // That the host cannot start is an exception, which whoever starts it tells.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
