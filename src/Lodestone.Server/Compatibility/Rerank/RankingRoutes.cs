using System.Diagnostics;
using Lodestone.Contracts.Cohere;
using Lodestone.Encoders;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>Reranking, as Cohere and Jina have it.</summary>
internal static class RankingRoutes
{
    private const string Description =
        "`relevance_score` is the probability, the extension `logit` the model's raw output. A document that is too long is cut, and " +
        "its result says by how many tokens in `truncated_tokens`; `max_chunks_per_doc` has it read in windows. A blank document comes " +
        "last with `state` `blank`.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "1", "Rerank (Cohere v1, Jina)");
        Map(routes, "2", "Rerank (Cohere v2)");
    }

    private static void Map(IEndpointRouteBuilder routes, string version, string title) =>
        routes.MapPost($"/v{version}/rerank", (HttpContext context, NamedModels models, RankingRun run) =>
            RankAsync(context, models, run, version))
            .Needs(RequiredScope.Read)
            .Describe(title, Description)
            .Takes<RankingRequest>()
            .Answers<RankingResponse>()
            .FailsAs<CohereError>(new CohereErrorShape(), 400, 404, 413, 415, 422, 429, 503, 504);

    private static async Task<IResult> RankAsync(HttpContext context, NamedModels models, RankingRun run, string version)
    {
        var request = await RequestJson.ReadAsync(context, CohereJson.TypeInfo<RankingRequest>()).ConfigureAwait(false);
        var texts = RankingDocuments.Read(request);
        var encoder = await models.CrossEncoderAsync(request.Model, context.RequestAborted).ConfigureAwait(false);
        var cut = new RankingCut
        {
            MaxTokens = request.MaxTokensPerDoc ?? int.MaxValue,
            MaxWindows = request.MaxChunksPerDoc ?? 1,
            Usual = request.Priority switch { null => null, 0 => WorkPriority.Interactive, _ => WorkPriority.Bulk },
        };
        var ranking = await run.RunAsync(context, encoder, request.Query, texts, cut).ConfigureAwait(false);
        var id = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return Answers.Ok(ranking.ToResponse(id, version, request), CohereJson.TypeInfo<RankingResponse>());
    }
}
