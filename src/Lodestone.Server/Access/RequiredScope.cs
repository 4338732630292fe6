using Microsoft.AspNetCore.Builder;

namespace Lodestone.Server.Access;

/// <summary>Metadata of an endpoint: the scope that a key needs for it. Without it an endpoint needs the widest scope.</summary>
/// <remarks>
/// Not the framework's own authorisation metadata: an application that maps the routes among its own decides who may call them. Only
/// the standalone server turns this metadata into policies.
/// </remarks>
/// <param name="Scope">The scope; null when no key is needed.</param>
internal sealed record RequiredScope(KeyScope? Scope);

/// <summary>Declares the scope that a key needs for a route.</summary>
internal static class RequiredScopeExtensions
{
    /// <summary>Requires a key with this scope or a wider one.</summary>
    public static T RequireScope<T>(this T route, KeyScope scope)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(scope));

    /// <summary>Requires no key: the route returns only public information.</summary>
    public static T AllowWithoutKey<T>(this T route)
        where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(null));
}
