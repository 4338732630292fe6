using System.Diagnostics;
using System.Globalization;
using Lodestone.Server.Admission;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Errors;

/// <summary>Turns every way a request can fail into an answer.</summary>
internal static partial class ErrorHandling
{
    private const int ClientClosedRequest = 499;

    public static RequestDelegate Around(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context).ConfigureAwait(false);
        }
        catch (Exception failure) when (HasLeft(context, failure))
        {
            // A reader whose connection was reset stays in the middle of its read; what the host would do next is read on.
            if (failure is ConnectionResetException)
                context.Abort();
            // Nobody reads the answer; the log and the metrics do.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Explain(context, failure)).ConfigureAwait(false);
        }
    };

    /// <summary>Which problem a failure is; a defect is logged, since the answer does not show it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">What failed.</param>
    /// <param name="collection">The collection it is about. Default: the one in the address, if any.</param>
    public static Problem Explain(HttpContext context, Exception failure, string? collection = null)
    {
        if (failure is OperationCanceledException && context.Features.Get<RequestDeadline>() is { HasPassed: true } deadline)
            return deadline.Describe(context.Features.Get<AdmissionTicket>());
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        var problem = ErrorMap.Of(failure, traceId, collection ?? context.Request.RouteValues["name"] as string);
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lodestone.Server");
        if (problem.Status == StatusCodes.Status500InternalServerError)
            LogDefect(logger, traceId, failure);
        else if (problem.Status > StatusCodes.Status500InternalServerError)
            LogFailure(logger, problem.Type, failure.Message);
        return problem;
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"lodestone\"";
        return context.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>() is { } shape
            ? shape.WriteAsync(context, problem)
            : new JsonAnswer<Problem>(problem, ContractsJson.TypeInfo<Problem>()).WriteAsync(context, Problem.ContentType);
    }

    // Seen while waiting for the models, or while reading what the client no longer sends.
    private static bool HasLeft(HttpContext context, Exception failure) =>
        (failure is OperationCanceledException && context.RequestAborted.IsCancellationRequested) ||
        failure is ConnectionResetException or ConnectionAbortedException;

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {TraceId} met a defect.")]
    private static partial void LogDefect(ILogger logger, string traceId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}: {Detail}")]
    private static partial void LogFailure(ILogger logger, string problem, string detail);
}
