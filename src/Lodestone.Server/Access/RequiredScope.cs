using Lodestone.Server.Documentation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Access;

/// <summary>Metadata of an endpoint: what a key has to allow for it. Without it a key has to allow everything.</summary>
/// <param name="Scope">The scope; null when no key is needed.</param>
internal sealed record RequiredScope(KeyScope? Scope)
{
    /// <summary>Needs no key: it tells nothing that is not public.</summary>
    public static readonly RequiredScope None = new((KeyScope?)null);

    public static readonly RequiredScope Read = new(KeyScope.Read);

    public static readonly RequiredScope Write = new(KeyScope.Write);

    public static readonly RequiredScope Admin = new(KeyScope.Admin);
}

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
