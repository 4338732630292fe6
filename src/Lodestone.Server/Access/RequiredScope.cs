using Microsoft.AspNetCore.Builder;

namespace Lodestone.Server.Access;

/// <summary>Metadata of an endpoint: the scope that a key needs for it. An endpoint without it needs the widest.</summary>
/// <remarks>
/// Not the framework's own metadata of authorisation: an application that maps the routes among its own decides by itself who may call
/// them. Only a server of ours turns it into policies.
/// </remarks>
/// <param name="Scope">The scope; null when no key is needed.</param>
internal sealed record RequiredScope(KeyScope? Scope);

/// <summary>Says which scope a key needs for a route.</summary>
internal static class RequiredScopeExtensions
{
    /// <summary>A key needs this scope, or a wider one.</summary>
    public static T RequireScope<T>(this T route, KeyScope scope)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(scope));

    /// <summary>No key is needed: the route tells nothing that is not public.</summary>
    public static T AllowWithoutKey<T>(this T route)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(null));
}
