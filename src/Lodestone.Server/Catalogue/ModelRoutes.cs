using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server;

/// <summary>Which models there are, and whether they are loaded.</summary>
internal static class ModelRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/ready", Ready)
            .Needs(RequiredScope.None)
            .Describe("Readiness", "Whether the default models are loaded and checked; until then the status is 503.")
            .Answers<ReadinessAnswer>()
            .Answers<ReadinessAnswer>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/models", List)
            .Needs(RequiredScope.Read)
            .Describe("Models", "The models that the server has, and that requests may name.")
            .Answers<ModelListAnswer>()
            .Fails(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonAnswer<ReadinessAnswer> Ready(DefaultModels models)
    {
        var readiness = models.Readiness();
        var status = readiness.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return new JsonAnswer<ReadinessAnswer>(readiness, ServerJson.Default.ReadinessAnswer, status);
    }

    private static JsonAnswer<ModelListAnswer> List(ServedModels models) =>
        Answers.Ok(new ModelListAnswer(models.All()), ServerJson.Default.ModelListAnswer);
}
