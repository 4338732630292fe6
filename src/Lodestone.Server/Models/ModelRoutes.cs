using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Models;

/// <summary>Which models there are, and whether they are loaded.</summary>
internal static class ModelRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/ready", Ready)
            .Needs(RequiredScope.None)
            .Describe("Readiness", "Whether the default models are loaded and checked; until then the status is 503.")
            .Answers<ReadinessResponse>()
            .Answers<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/models", List)
            .Needs(RequiredScope.Read)
            .Describe("Models", "The models that the server has, and that requests may name.")
            .Answers<ModelListResponse>()
            .Fails(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonAnswer<ReadinessResponse> Ready(DefaultModels models)
    {
        var readiness = models.Readiness();
        var status = readiness.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return new JsonAnswer<ReadinessResponse>(readiness, ContractsJson.TypeInfo<ReadinessResponse>(), status);
    }

    private static JsonAnswer<ModelListResponse> List(ServedModels models) =>
        Answers.Ok(new ModelListResponse { Models = models.All() }, ContractsJson.TypeInfo<ModelListResponse>());
}
