using System.Diagnostics;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Lodestone.Server.Logging;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Pipeline;

/// <summary>Turns every failure of a request into a response.</summary>
internal sealed class LodestoneExceptionHandler(ILoggerFactory loggers) : IExceptionHandler
{
    private readonly ILogger _logger = loggers.CreateLogger("Lodestone.Server");

    /// <summary>Answers a failure; false when the response has begun, so that the host ends the connection.</summary>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (HasLeft(httpContext, exception))
        {
            // A reader whose connection was reset remains in the middle of its read, so the host's next step is to continue reading.
            if (exception is ConnectionResetException)
                httpContext.Abort();
            // The client has disconnected, so the status is for the log and the metrics.
            if (!httpContext.Response.HasStarted)
                httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (httpContext.Response.HasStarted)
            return false;
        await ProblemResult.WriteAsync(httpContext, Explain(httpContext, exception)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Returns the problem of a failure; a defect is logged, because the response does not show it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="collection">The collection of the request. Default: the one in the address, if any.</param>
    public Problem Explain(HttpContext context, Exception failure, string? collection = null)
    {
        if (failure is OperationCanceledException && context.Features.Get<RequestDeadline>() is { HasPassed: true } deadline)
            return deadline.Describe(context.Features.Get<AdmissionTicket>());
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        var problem = ErrorTable.Of(failure, traceId, collection ?? context.GetRouteValue("name") as string);
        if (problem.Status == StatusCodes.Status500InternalServerError)
            _logger.Defect(traceId, failure);
        else if (problem.Status > StatusCodes.Status500InternalServerError)
            _logger.Failure(problem.Type, failure.Message);
        return problem;
    }

    // Happens while waiting for the models, or while reading from a client that no longer sends.
    private static bool HasLeft(HttpContext context, Exception failure) =>
        (failure is OperationCanceledException && context.RequestAborted.IsCancellationRequested) ||
        failure is ConnectionResetException or ConnectionAbortedException;
}
