using Lodestone.Encoders;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Documentation;
using Lodestone.Server.Models;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Compare;

/// <summary>The routes that compare both encoders over the same passages, and that explain their scores of one.</summary>
internal static class CompareRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/compare", CompareAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Compare the encoders",
                "Ranks the same passages with the bi-encoder and with the cross-encoder.")
            .Accepts<CompareRequest>()
            .Produces<ComparisonResponse>()
            .ProducesProblems(400, 413, 415, 422, 429, 503, 504);
        routes.MapPost("/v1/explain", ExplainAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Explain the scores of a passage",
                "Finds how much each word, or each sentence, of a passage counts for the scores of both encoders, by leaving it out: one " +
                "run of each model for each part.")
            .Accepts<ExplainRequest>()
            .Produces<ExplainResponse>()
            .ProducesProblems(400, 413, 415, 422, 429, 503, 504);
    }

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

    private static async Task<IResult> ExplainAsync(
        HttpContext context, ServedModels models, RequestAdmission admission, TimeProvider clock)
    {
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<ExplainRequest>()).ConfigureAwait(false);
        var options = Options(request);
        var biEncoder = await models.BiEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var crossEncoder = await models.CrossEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var work = admission.AdmitExplanation(context, request.Query, request.Passage, options.MaxParts);
        options = options with { Priority = work.Priority, TokensRead = work };
        var comparer = new EncoderComparer(biEncoder, crossEncoder, clock);
        var explained = await comparer.ExplainAsync(request.Query, request.Passage, options, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(explained.ToResponse(), ContractsJson.TypeInfo<ExplainResponse>());
    }

    private static ExplainOptions Options(ExplainRequest request)
    {
        var within = new TextRange(request.Start ?? 0, request.End ?? Math.Max(request.Start ?? 0, request.Passage.Length));
        if (within.End < within.Start)
            throw RequestShape.Mistake("end", $"'end' is {within.End}; accepted: {within.Start}, the start, or more.");
        return new ExplainOptions
        {
            Unit = (ExplainedUnit?)request.Unit,
            Within = within,
            MaxParts = request.MaxParts ?? new ExplainOptions().MaxParts,
        };
    }
}
