using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Search;

/// <summary>The routes for two-stage search, and for documents like one.</summary>
internal static class SearchRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/collections/{name}/search", SearchAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Search",
                "Finds passages with BM25 and the bi-encoder, fuses both lists, and reranks the best passages with the cross-encoder. " +
                "With `stream` the response is server-sent events: `fused`, whose hits have no `crossEncoder` yet, then `reranked`, the " +
                "final response; or `error`, a problem.")
            .Accepts<SearchRequest>()
            .Produces<SearchResponse>()
            .ProducesStream(SearchEvents.ContentType, typeof(SearchResponse), typeof(Problem))
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504)
            .WithMetadata(TimeLimit.HeaderIsBudget);
        routes.MapPost("/v1/collections/{name}/similar", SimilarAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Find similar documents",
                "Finds passages like those of a document of the collection, by meaning alone: every passage of the document is searched " +
                "for, and a hit's similarity is that with the nearest of them. The document itself is left out. No model runs.")
            .Accepts<SimilarRequest>()
            .Produces<SearchResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504)
            .WithMetadata(TimeLimit.HeaderIsBudget);
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        string name,
        OpenCollections collections,
        RequestAdmission admission,
        LodestoneExceptionHandler failures)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<SearchRequest>()).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var options = await admission.AdmitSearchAsync(context, request.Query, request.ToOptions(), use.Collection).ConfigureAwait(false);
        if (request.Stream == true)
        {
            var steps = use.Collection.SearchStepsAsync(request.Query, options, context.RequestAborted);
            await SearchEvents.WriteAsync(context, steps, failures).ConfigureAwait(false);
            return TypedResults.Empty;
        }

        var result = await use.Collection.SearchAsync(request.Query, options, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(result.ToResponse(), ContractsJson.TypeInfo<SearchResponse>());
    }

    private static async Task<IResult> SimilarAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<SimilarRequest>()).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var options = await admission.AdmitSimilarAsync(context, request.ToOptions(), use.Collection).ConfigureAwait(false);
        var result = await use.Collection.FindSimilarAsync(request.DocumentId, options, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(result.ToResponse(), ContractsJson.TypeInfo<SearchResponse>());
    }
}
