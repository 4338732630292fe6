using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server;

/// <summary>Turns every way a request can fail into an answer.</summary>
internal static partial class ErrorGuard
{
    private const int ClientClosedRequest = 499;

    public static RequestDelegate Around(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
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
    public static Problem Explain(HttpContext context, Exception failure)
    {
        if (failure is OperationCanceledException && context.Features.Get<RequestDeadline>() is { HasPassed: true } deadline)
            return deadline.Describe(context.Features.Get<AdmittedWork>());
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        var problem = ErrorMap.Of(failure, traceId);
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lodestone.Server");
        if (problem.Status == StatusCodes.Status500InternalServerError)
            LogDefect(logger, traceId, failure);
        else if (problem.Status > StatusCodes.Status500InternalServerError)
            LogFailure(logger, problem.Type, problem.Detail);
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
        if (IsGivenUp(context.Request, problem.Status))
            context.Response.Headers.Connection = "close";
        return context.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>() is { } shape
            ? shape.WriteAsync(context, problem)
            : new JsonAnswer<Problem>(problem, ServerJson.Default.Problem).WriteAsync(context, Problem.ContentType);
    }

    // The host ends a connection when the body on it is more than it reads to get to the next request. Said in the answer, or a client
    // sends its next request on that connection and loses it.
    private static bool IsGivenUp(HttpRequest request, int status) =>
        HttpProtocol.IsHttp11(request.Protocol) && (request.ContentLength is { } length
            ? length > request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
            : status == StatusCodes.Status413PayloadTooLarge);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {TraceId} met a defect.")]
    private static partial void LogDefect(ILogger logger, string traceId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}: {Detail}")]
    private static partial void LogFailure(ILogger logger, string problem, string detail);
}
