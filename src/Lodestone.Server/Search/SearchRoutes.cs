using System.Runtime.CompilerServices;
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
                "Finds passages with BM25 and the bi-encoder, fuses both lists, and reranks the best passages with the cross-encoder; " +
                "or finds those near a `vector`, by meaning alone, without the stages that need words. " +
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
        if (request.Query is null == request.Vector is null)
        {
            throw RequestShape.Mistake(
                request.Query is null ? "query" : "vector",
                $"'query' and 'vector' are {(request.Query is null ? "both missing or null" : "both there")}. Give one of them.");
        }

        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var options = request.ToOptions();
        options = request.Query is { } words
            ? await admission.AdmitSearchAsync(context, words, options, use.Collection).ConfigureAwait(false)
            : await admission.AdmitNearAsync(context, options, use.Collection).ConfigureAwait(false);
        if (request.Stream == true)
        {
            var steps = request.Query is { } query
                ? use.Collection.SearchStepsAsync(query, options, context.RequestAborted)
                : NearStepsAsync(use.Collection, request.Vector!, options, context.RequestAborted);
            await SearchEvents.WriteAsync(context, steps, failures).ConfigureAwait(false);
            return TypedResults.Empty;
        }

        var result = request.Query is { } asked
            ? await use.Collection.SearchAsync(asked, options, context.RequestAborted).ConfigureAwait(false)
            : await NearAsync(use.Collection, request.Vector!, options, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(result.ToResponse(), ContractsJson.TypeInfo<SearchResponse>());
    }

    private static Task<SearchResult> NearAsync(
        Collection collection, IReadOnlyList<float> vector, SearchOptions options, CancellationToken cancellationToken) =>
        collection.SearchAsync(vector.ToArray(), options, cancellationToken);

    // Nothing is reranked, so that the last step is the first one again.
    private static async IAsyncEnumerable<SearchResult> NearStepsAsync(
        Collection collection,
        IReadOnlyList<float> vector,
        SearchOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = await NearAsync(collection, vector, options, cancellationToken).ConfigureAwait(false);
        yield return result;
        yield return result;
    }

    private static async Task<IResult> SimilarAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<SimilarRequest>()).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var options = await admission.AdmitNearAsync(context, request.ToOptions(), use.Collection).ConfigureAwait(false);
        var result = await use.Collection.FindSimilarAsync(request.DocumentId, options, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(result.ToResponse(), ContractsJson.TypeInfo<SearchResponse>());
    }
}
