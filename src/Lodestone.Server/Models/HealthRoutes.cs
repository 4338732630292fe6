using System.Security.Claims;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Models;

/// <summary>The routes that report whether the server runs, and what a key allows.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/health", () => JsonResults.Ok(
            new HealthResponse { Status = "ok", Version = ApiDescription.Version }, ContractsJson.TypeInfo<HealthResponse>()))
            .AllowWithoutKey()
            .Describe("Health", "Reports that the server runs. Its readiness is at /v1/ready.")
            .Produces<HealthResponse>();
        routes.MapGet("/v1/access", (HttpContext context) => JsonResults.Ok(
            AccessOf(context.User), ContractsJson.TypeInfo<AccessResponse>()))
            .RequireScope(KeyScope.Read)
            .Describe("Access", "The scope of the key that was sent, so that a client offers only what the key allows.")
            .Produces<AccessResponse>();
    }

    private static AccessResponse AccessOf(ClaimsPrincipal user) => ScopePolicies.Of(user) is { } scope
        ? new() { Scope = KeyStore.NameOf(scope), Key = user.FindFirstValue(ClaimTypes.NameIdentifier) }
        : new() { Scope = null, Key = null };
}
