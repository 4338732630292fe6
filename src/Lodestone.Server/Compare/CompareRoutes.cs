using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Documentation;
using Lodestone.Server.Models;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Compare;

/// <summary>The route that compares both encoders over the same passages.</summary>
internal static class CompareRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/compare", CompareAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Compare the encoders",
                "Ranks the same passages with the bi-encoder and with the cross-encoder.")
            .Accepts<CompareRequest>()
            .Produces<ComparisonResponse>()
            .ProducesProblems(400, 413, 415, 422, 429, 503, 504);

    private static async Task<IResult> CompareAsync(HttpContext context, ServedModels models, RequestAdmission admission)
    {
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<CompareRequest>()).ConfigureAwait(false);
        var biEncoder = await models.BiEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var crossEncoder = await models.CrossEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var work = admission.AdmitCompare(context, request.Query, request.Passages);
        var running = new RerankOptions { Priority = work.Priority, TokensRead = work };
        var comparison = await new EncoderComparer(biEncoder, crossEncoder)
            .CompareAsync(request.Query, request.Passages, running, context.RequestAborted)
            .ConfigureAwait(false);
        return JsonResults.Ok(comparison.ToResponse(), ContractsJson.TypeInfo<ComparisonResponse>());
    }
}
