using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Models;

/// <summary>The routes that list the models and report whether they are loaded.</summary>
internal static class ModelRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/ready", Ready)
            .AllowWithoutKey()
            .Describe("Readiness", "Whether the default models are loaded and checked; until then the status is 503.")
            .Produces<ReadinessResponse>()
            .Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/models", List)
            .RequireScope(KeyScope.Read)
            .Describe("Models", "The server's models, which requests may name.")
            .Produces<ModelListResponse>()
            .ProducesProblems(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonResult<ReadinessResponse> Ready(ServedModels models)
    {
        var readiness = models.Readiness();
        var status = readiness.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return new JsonResult<ReadinessResponse>(readiness, ContractsJson.TypeInfo<ReadinessResponse>(), status);
    }

    private static JsonResult<ModelListResponse> List(ServedModels models) =>
        JsonResults.Ok(new ModelListResponse { Models = models.All() }, ContractsJson.TypeInfo<ModelListResponse>());
}
