using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Hosting;

/// <summary>A line a request: its route, not its address, and what became of it.</summary>
internal static partial class RequestLog
{
    public static RequestDelegate Around(RequestDelegate endpoint) => async context =>
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await endpoint(context).ConfigureAwait(false);
        }
        finally
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lodestone.Server.Requests");
            if (logger.IsEnabled(LogLevel.Information))
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
                var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                LogRequest(logger, context.Request.Method, route, context.Response.StatusCode, elapsed);
            }
        }
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:F1} ms")]
    private static partial void LogRequest(ILogger logger, string method, string route, int status, double milliseconds);
}
