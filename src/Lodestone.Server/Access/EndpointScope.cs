using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server;

/// <summary>Says what a key has to allow for a route.</summary>
internal static class EndpointScope
{
    public static T Needs<T>(this T route, RequiredScope scope)
        where T : IEndpointConventionBuilder
    {
        route.WithMetadata(scope);
        if (scope.Scope is not null)
        {
            route.Finally(endpoint =>
            {
                endpoint.FailsToo(StatusCodes.Status401Unauthorized);
                endpoint.FailsToo(StatusCodes.Status403Forbidden);
            });
        }

        return route;
    }
}
