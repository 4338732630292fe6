using System.Diagnostics;
using Lodestone.Documents;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Logging;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Lodestone.Server.Pipeline;

/// <summary>The filters around each of Lodestone's routes, the outermost first.</summary>
/// <remarks>
/// Filters of the group's endpoints rather than middleware: the routes can be mapped into another application, whose own routes Lodestone
/// must not log, answer, refuse or cancel. The exception handler is therefore called by a filter too, and the framework's timeouts are not
/// used: they are middleware, have fixed policies, and know neither a request's own deadline nor the server's clock.
/// </remarks>
internal static class RouteFilters
{
    public static void Add(RouteGroupBuilder routes) => routes
        .AddEndpointFilter<RequestLogFilter>()
        .AddEndpointFilter<ExceptionFilter>()
        .AddEndpointFilter<AddressFilter>()
        .AddEndpointFilter<AdmissionFilter>();
}

/// <summary>Logs one line a request: its route, not its address, with the status and the time.</summary>
internal sealed class RequestLogFilter(ILoggerFactory loggers) : IEndpointFilter
{
    private readonly ILogger _logger = loggers.CreateLogger("Lodestone.Server.Requests");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        finally
        {
            if (_logger.IsEnabled(LogLevel.Information))
            {
                var http = context.HttpContext;
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
                var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                _logger.Request(http.Request.Method, route, http.Response.StatusCode, elapsed);
            }
        }
    }
}

/// <summary>Answers failures of a route with the exception handler.</summary>
internal sealed class ExceptionFilter(LodestoneExceptionHandler handler) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (!await handler.TryHandleAsync(context.HttpContext, failure, CancellationToken.None).ConfigureAwait(false))
                throw;
            return Results.Empty;
        }
    }
}

/// <summary>Refuses ambiguous addresses, and parameters that the route would ignore silently.</summary>
internal sealed class AddressFilter(IOptions<ServerOptions> options) : IEndpointFilter
{
    private readonly string[] _origins = [.. options.Value.CorsOrigins.Select(PageOrigin.AsSent)];

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if ((ForeignOrigin.FindProblem(http, _origins) ?? RequestTarget.FindProblem(http)) is { } problem)
            throw new RequestException(problem);
        // Pages accept any parameter.
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<ContractRoute>() is not null)
            ValidateQuery(http.Request.Query, endpoint.Metadata.GetOrderedMetadata<ParameterMetadata>());
        return next(context);
    }

    /// <exception cref="RequestException">A parameter is not known, or occurs more than once.</exception>
    private static void ValidateQuery(IQueryCollection query, IReadOnlyList<ParameterMetadata> parameters)
    {
        foreach (var (name, values) in query)
        {
            if (!parameters.Any(p => p.Place == ParameterLocation.Query && p.Name == name))
                throw Unknown(FieldRule.Short(name), [.. parameters.Where(p => p.Place == ParameterLocation.Query).Select(p => p.Name)]);
            if (values.Count > 1)
                throw RequestShape.Mistake(name, $"'{name}' occurs {values.Count} times. Send it once.");
        }
    }

    private static RequestException Unknown(string name, string[] known) => new(ErrorTable.Describe(
        HttpErrorCodes.UnknownField,
        known.Length > 0
            ? $"'{name}' is not a parameter here; known are {string.Join(", ", known)}."
            : $"'{name}' is not a parameter here; this route takes none. A '?' that belongs to the path is written %3F.") with
    {
        Field = name,
        Known = known.Length > 0 ? known : null,
    });
}

/// <summary>Starts the deadline of every request, and releases its share of the queue at its end.</summary>
internal sealed class AdmissionFilter(IOptions<ServerOptions> options, TimeProvider clock) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var kind = http.GetEndpoint()?.Metadata.GetMetadata<TimeLimit>();
        TimeSpan? most = kind == TimeLimit.HeaderOnly ? null : options.Value.RequestTime;
        var client = http.RequestAborted;
        using var deadline = RequestDeadline.Start(http, most, kind == TimeLimit.HeaderIsBudget, clock);
        http.Features.Set(deadline);
        // A stream has to report a passed deadline to its client, so it checks the deadline itself.
        if (kind != TimeLimit.HeaderOnly)
            http.RequestAborted = deadline.Token;
        try
        {
            // The response is written within the request's time, so a failed write counts as the request's failure.
            if (await next(context).ConfigureAwait(false) is IResult result)
                await result.ExecuteAsync(http).ConfigureAwait(false);
            if (http.Features.Get<AdmissionTicket>() is { } done)
                done.WhenDone?.Invoke(done.Read);
            return Results.Empty;
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw new RequestException(deadline.Describe(http.Features.Get<AdmissionTicket>()));
        }
        finally
        {
            http.RequestAborted = client;
            if (http.Features.Get<AdmissionTicket>() is { } work)
            {
                if (client.IsCancellationRequested)
                    work.Drop("client");
                else if (deadline.HasPassed)
                    work.Drop("deadline");
                work.Dispose();
            }
        }
    }
}

/// <summary>The raw target of a request, before the host decodes it into a path.</summary>
/// <remarks>
/// The host resolves dot segments and drops a slash at the end, so a document's address could become the address of its collection.
/// </remarks>
internal static class RequestTarget
{
    private const string Contract = "/v1/";

    /// <summary>Returns the raw path, without scheme, host and parameters.</summary>
    public static string PathOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.AsSpan();
        if (target.IndexOf('?') is >= 0 and var end)
            target = target[..end];
        if (target.IndexOf("://") is > 0 and var scheme && target.IndexOf('/') > scheme)
        {
            target = target[(scheme + 3)..];
            target = target.IndexOfAny('/', '\\') is >= 0 and var start ? target[start..] : "/";
        }

        return target.ToString();
    }

    /// <summary>The problem for an address from which no id can be read.</summary>
    public static Problem Ambiguous(string found) => ErrorTable.Describe(
        HttpErrorCodes.AmbiguousPath,
        $"The path has {found}, so it could reach another resource than the one that is meant; nothing was done. Accepted are paths that " +
        "have neither '#' nor the segments '.' and '..', as they are or percent-encoded. Documents that were stored with such ids are " +
        "read by POST /v1/collections/{name}/documents/get and deleted by POST /v1/collections/{name}/documents/delete, which take ids " +
        "in their body.");

    /// <summary>Returns the reason why an address is ambiguous; null when it is not.</summary>
    public static Problem? FindProblem(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var isRoute = endpoint?.Metadata.GetMetadata<ContractRoute>() is not null;
        var path = PathOf(context);
        if (!isRoute && !path.StartsWith(Contract, StringComparison.OrdinalIgnoreCase))
            return null;
        if (path.AsSpan().IndexOfAny('.', '%') >= 0 && DotSegments.Find(path) is { } segment)
            return Ambiguous($"the segment '{segment}', as it is or percent-encoded");
        if (path.Contains('#', StringComparison.Ordinal))
            return Ambiguous("a '#', which in an id is written %23");
        return isRoute && IsOfACollection((RouteEndpoint)endpoint!) && context.Request.Path.Value is [.., '/'] given
            ? ErrorTable.Describe(
                HttpErrorCodes.RouteNotFound,
                $"{context.Request.Method} {given} is not known, since addresses of a collection do not end with '/'; nothing was done. " +
                "Leave the slash out if the collection is meant; a client that resolves '..' in an address leaves such a slash.")
            : null;
    }

    // An id may end with a slash, which is then part of it.
    private static bool IsOfACollection(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.GetParameter("name") is not null && !endpoint.RoutePattern.Parameters.Any(p => p.IsCatchAll);
}

/// <summary>Refuses ambiguous addresses before authorisation, which uses the route that the host selected.</summary>
/// <remarks>For a standalone server. In another application the filter of each route does it.</remarks>
internal sealed class AddressMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        RequestTarget.FindProblem(context) is { } problem ? ProblemResult.WriteAsync(context, problem) : next(context);
}
