using Lodestone.Documents;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Serialization;

/// <summary>Refuses an address that can mean something else than the host has made of it, before anything of it is done.</summary>
/// <remarks>
/// The host resolves dot segments and leaves out a slash at the end, so that the address of a document could become that of its collection.
/// In a server of our own the guard is before the keys; in an application that has mapped our routes it is round each of them.
/// </remarks>
internal sealed class TargetGuard(RequestDelegate next)
{
    private const string Contract = "/v1/";

    public Task InvokeAsync(HttpContext context) =>
        ProblemOf(context) is { } problem ? ErrorHandling.WriteAsync(context, problem) : next(context);

    /// <summary>Around a route of ours.</summary>
    public static RequestDelegate Around(EndpointBuilder route, RequestDelegate endpoint)
    {
        if (IsDescribed(route.Metadata) &&
            !route.Metadata.OfType<IProducesResponseTypeMetadata>().Any(r => r.StatusCode == StatusCodes.Status400BadRequest))
            route.FailsToo(StatusCodes.Status400BadRequest);
        return context => ProblemOf(context) is { } problem ? throw new RequestException(problem) : endpoint(context);
    }

    /// <summary>The path as it came over the wire: without a scheme and host before it, and without parameters.</summary>
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

    /// <summary>What is wrong with an address from which no id can be read.</summary>
    public static Problem Ambiguous(string found) => Problem.Of(
        "ambiguous-path", StatusCodes.Status400BadRequest, "The address can mean two things",
        $"The path has {found}, so it could reach another resource than the one that is meant; nothing was done. Accepted are paths that " +
        "have neither '#' nor the segments '.' and '..', as they are or percent-encoded. Documents that were stored with such ids are " +
        "read by POST /v1/collections/{name}/documents/get and deleted by POST /v1/collections/{name}/documents/delete, which take ids " +
        "in their body.");

    private static Problem? ProblemOf(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var isRoute = endpoint?.Metadata.GetMetadata<OurRoute>() is not null && IsDescribed(endpoint.Metadata);
        var path = PathOf(context);
        if (!isRoute && !path.StartsWith(Contract, StringComparison.OrdinalIgnoreCase))
            return null;
        if (DotSegments.Find(path) is { } segment)
            return Ambiguous($"the segment '{segment}', as it is or percent-encoded");
        if (path.Contains('#', StringComparison.Ordinal))
            return Ambiguous("a '#', which in an id is written %23");
        return isRoute && IsOfACollection((RouteEndpoint)endpoint!) && context.Request.Path.Value is [.., '/'] given
            ? Problem.Of(
                "route-not-found", StatusCodes.Status404NotFound, "There is no such route",
                $"{context.Request.Method} {given} is not known, since addresses of a collection do not end with '/'; nothing was done. " +
                "Leave the slash out if the collection is meant; a client that resolves '..' in an address leaves such a slash.")
            : null;
    }

    // An id may end with a slash, which then belongs to it.
    private static bool IsOfACollection(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.GetParameter("name") is not null && !endpoint.RoutePattern.Parameters.Any(p => p.IsCatchAll);

    private static bool IsDescribed(IEnumerable<object> metadata) =>
        !metadata.OfType<IExcludeFromDescriptionMetadata>().Any(m => m.ExcludeFromDescription);
}
