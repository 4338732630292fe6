using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Errors;

/// <summary>What is asked for and is not there, or not by this method.</summary>
internal static class UnknownRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/v1/{**path}", Answer).ExcludeFromDescription().Needs(RequiredScope.None);
        routes.Map("/{**path}", Answer).WithOrder(int.MaxValue).ExcludeFromDescription().Needs(RequiredScope.None);
    }

    /// <exception cref="RequestException">Always.</exception>
    public static Task Answer(HttpContext context)
    {
        var path = context.Request.Path;
        var (method, place) = (FieldRule.Short(context.Request.Method), FieldRule.Short(path.Value ?? ""));
        var methods = MethodsOf(context);
        if (methods.Length > 0 && !methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            throw new RequestException(Problem.Of(
                "method-not-allowed", StatusCodes.Status405MethodNotAllowed, "The route has no such method",
                $"{method} is no method of {place}; it has {string.Join(", ", methods)}.") with { Known = methods });
        }

        throw new RequestException(path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? Problem.Of(
                "route-not-found", StatusCodes.Status404NotFound, "There is no such route",
                $"{method} {place} is not known. /openapi/v1.json has every route; /reference shows them.")
            : Problem.Of(
                "page-not-found", StatusCodes.Status404NotFound, "There is no such page",
                $"There is nothing at '{place}'. The pages begin at '/', the HTTP contract at '/v1'; '/reference' shows it."));
    }

    // The methods of routes that would have matched; those that take whatever is left have none of their own.
    private static string[] MethodsOf(HttpContext context) =>
    [
        .. context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Order == 0 && e.Metadata.GetMetadata<OurRoute>() is not null)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods && Matches(e, context.Request.Path)
                ? methods
                : [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
