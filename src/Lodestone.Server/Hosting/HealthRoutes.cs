using System.Reflection;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Hosting;

/// <summary>Whether the server is there.</summary>
internal static class HealthRoutes
{
    /// <summary>The version of the program, without what the build adds to it.</summary>
    public static string Version { get; } = typeof(HealthRoutes).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/health", () => Answers.Ok(
            new HealthResponse { Status = "ok", Version = Version }, ContractsJson.TypeInfo<HealthResponse>()))
            .Needs(RequiredScope.None)
            .Describe("Health", "That the server runs. Whether it can answer at once: /v1/ready.")
            .Answers<HealthResponse>();
}
