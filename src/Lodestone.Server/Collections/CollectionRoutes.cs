using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Models;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Collections;

/// <summary>Routes that list, create, read and delete collections.</summary>
internal static class CollectionRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/collections", ListAsync)
            .RequireScope(KeyScope.Read)
            .Describe("List collections", "Every collection with its size. A collection that cannot be opened has the reason.")
            .Produces<CollectionListResponse>();
        routes.MapPut("/v1/collections/{name}", MakeAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Create a collection",
                "Answers 201 when the collection was created, and 200 when it exists with the same model, known by the checksum of its " +
                "files; the collection then uses it from where this server has it. With another bi-encoder: 409.")
            .Accepts<CollectionRequest>(isOptional: true)
            .Produces<StatsResponse>(StatusCodes.Status201Created)
            .Produces<StatsResponse>()
            .ProducesProblems(400, 409, 413, 415, 422, 503, 507);
        routes.MapGet("/v1/collections/{name}", StatsAsync)
            .RequireScope(KeyScope.Read)
            .Describe("Read a collection", "Its numbers of documents and passages, its models and its space on disk.")
            .Produces<StatsResponse>()
            .ProducesProblems(404, 422, 503);
        routes.MapDelete("/v1/collections/{name}", DeleteAsync)
            .RequireScope(KeyScope.Admin)
            .Describe("Delete a collection", "Waits for the requests that use the collection, and refuses new ones meanwhile.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 409, 422, 503);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, OpenCollections collections, LodestoneExceptionHandler failures)
    {
        var answers = new List<CollectionResponse>();
        foreach (var name in collections.Names())
            answers.Add(await LookAsync(context, name, collections, failures).ConfigureAwait(false));
        return JsonResults.Ok(new CollectionListResponse { Collections = answers }, ContractsJson.TypeInfo<CollectionListResponse>());
    }

    private static async Task<IResult> MakeAsync(HttpContext context, string name, OpenCollections collections)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && context.Request.ContentLength != 0;
        var request = hasBody
            ? await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<CollectionRequest>()).ConfigureAwait(false)
            : new CollectionRequest();
        var made = await collections.MakeAsync(name, request.BiEncoder, context.RequestAborted).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var stats = await SurveyAsync(use, context.RequestAborted).ConfigureAwait(false);
        var shape = ContractsJson.TypeInfo<StatsResponse>();
        return made ? JsonResults.Created(stats, shape) : JsonResults.Ok(stats, shape);
    }

    private static async Task<IResult> StatsAsync(HttpContext context, string name, OpenCollections collections)
    {
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var stats = await SurveyAsync(use, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(stats, ContractsJson.TypeInfo<StatsResponse>());
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string name, OpenCollections collections)
    {
        await collections.DeleteAsync(name, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    /// <summary>The numbers of a collection, with models named as requests name them.</summary>
    public static async Task<StatsResponse> SurveyAsync(CollectionUse use, CancellationToken cancellationToken)
    {
        var stats = await use.Collection.StatsAsync(cancellationToken).ConfigureAwait(false);
        // Names as requests have them: clients do not learn where the operator keeps models.
        var named = stats with
        {
            BiEncoder = stats.BiEncoder is { } bi ? ServedModels.NameOf(bi) : null,
            CrossEncoder = ServedModels.NameOf(stats.CrossEncoder),
        };
        return named.ToResponse(use.Collection.Notices);
    }

    private static async Task<CollectionResponse> LookAsync(
        HttpContext context,
        string name,
        OpenCollections collections,
        LodestoneExceptionHandler failures)
    {
        try
        {
            using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
            var collection = use.Collection;
            return new CollectionResponse
            {
                Name = name,
                Documents = await collection.CountAsync(cancellationToken: context.RequestAborted).ConfigureAwait(false),
                Passages = await collection.CountPassagesAsync(context.RequestAborted).ConfigureAwait(false),
                BiEncoder = collection.BiEncoder is { } bi ? ServedModels.NameOf(bi) : null,
                Problem = null,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new CollectionResponse
            {
                Name = name,
                Documents = null,
                Passages = null,
                BiEncoder = null,
                Problem = failures.Explain(context, failure, name).Detail,
            };
        }
    }
}
