using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server;

/// <summary>What is asked for below /v1 and is not there.</summary>
internal static class UnknownRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Map("/v1/{**path}", (HttpContext context) => throw new RequestException(Problem.Of(
            "route-not-found", StatusCodes.Status404NotFound, "There is no such route",
            $"{context.Request.Method} {context.Request.Path} is not known. /openapi/v1.json has every route; /reference shows them.")))
            .ExcludeFromDescription()
            .Needs(RequiredScope.None);
}
