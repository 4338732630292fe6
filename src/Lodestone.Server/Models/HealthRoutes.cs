using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Models;

/// <summary>The route that reports whether the server runs.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/health", () => JsonResults.Ok(
            new HealthResponse { Status = "ok", Version = ApiDescription.Version }, ContractsJson.TypeInfo<HealthResponse>()))
            .AllowWithoutKey()
            .Describe("Health", "Reports that the server runs. Its readiness is at /v1/ready.")
            .Produces<HealthResponse>();
}
