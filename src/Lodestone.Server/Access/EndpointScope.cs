using Microsoft.AspNetCore.Builder;

namespace Lodestone.Server;

/// <summary>Says what a key has to allow for a route.</summary>
internal static class EndpointScope
{
    public static T Needs<T>(this T route, RequiredScope scope)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(scope);
}
