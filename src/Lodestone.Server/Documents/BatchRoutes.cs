using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Documents;

/// <summary>Routes for many documents: writing one batch or a stream, reading by ids, deleting by ids or filter.</summary>
internal static class BatchRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/collections/{name}/documents", WriteAsync)
            .RequireScope(KeyScope.Write)
            .Describe(
                "Write documents",
                "With application/json: one batch, written atomically. With application/x-ndjson: any number of documents, one object a " +
                "line, with `id` or BEIR's `_id`. Batches are written as they fill, and the response is a stream of lines: `progress`, " +
                "whose `documents` are durable; at the end `report`, with the lines that could not be used; or `error`.")
            .Accepts<DocumentBatchRequest>()
            .AcceptsLines<BatchDocument>(LineResponse.ContentType)
            .Produces<UpsertResponse>()
            .ProducesStream(LineResponse.ContentType, typeof(UploadProgressResponse), typeof(IndexingResponse), typeof(UploadErrorResponse))
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504, 507)
            .WithMetadata(TimeLimit.HeaderOnly);
        routes.MapPost("/v1/collections/{name}/documents/get", GetAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Read documents",
                "Reads documents by their ids as of one moment, including ids that no address can contain, because an earlier version " +
                "accepted them. `missing` lists the ids without a document. A response of long documents ends early, and `remaining` has " +
                "the ids to request next.")
            .Accepts<GetRequest>()
            .Produces<GetResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503);
        routes.MapPost("/v1/collections/{name}/documents/list", ListAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "List documents by a long filter",
                "As GET does, with the filter in the body: an address cannot hold every filter.")
            .Accepts<ListRequest>()
            .Produces<DocumentPageResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504);
        routes.MapPost("/v1/collections/{name}/documents/delete", DeleteAsync)
            .RequireScope(KeyScope.Write)
            .Describe(
                "Delete documents",
                "Deletes by ids or by a filter, in one atomic batch. Ids without a document are not counted. A filter is always strict: " +
                "a field that no document has is an error.")
            .Accepts<DeleteRequest>()
            .Produces<DeletedResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504, 507);
    }

    private static async Task<IResult> WriteAsync(
        HttpContext context,
        string name,
        OpenCollections collections,
        ShutdownSignal ending,
        RequestAdmission admission,
        LodestoneExceptionHandler failures,
        IOptions<ServerOptions> options)
    {
        CollectionName.Validate(name);
        if (IsStream(context.Request.ContentType))
        {
            using var streamed = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
            var running = admission.AdmitStream(context);
            var most = options.Value.MaxLineBytes;
            await new Upload(context, streamed.Collection, running, failures, ending.Token)
                .RunAsync(stop => DocumentLines.ReadAsync(new BodyLines(context.Request.BodyReader, most), most, stop))
                .ConfigureAwait(false);
            return TypedResults.Empty;
        }

        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<DocumentBatchRequest>()).ConfigureAwait(false);
        Document[] documents = [.. request.Documents.Select((d, i) => d.ToDocument(FormattableString.Invariant($"documents[{i}]")))];
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var writing = admission.AdmitWrite(context, documents, WorkPriority.Bulk);
        var report = await use.Collection.UpsertAsync(documents, writing, RequestDeadline.TokenOf(context)).ConfigureAwait(false);
        return JsonResults.Ok(report.ToResponse(), ContractsJson.TypeInfo<UpsertResponse>());
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, OpenCollections collections)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<GetRequest>()).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var found = await DocumentPage.OfAsync(use.Collection, request.Ids, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(found, ContractsJson.TypeInfo<GetResponse>());
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<ListRequest>()).ConfigureAwait(false);
        return await DocumentRoutes.PageAsync(context, name, PageRequest.Of(request), collections, admission).ConfigureAwait(false);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<DeleteRequest>()).ConfigureAwait(false);
        if (request.Ids is null == request.Filter is null)
        {
            throw RequestShape.Mistake(
                request.Ids is null ? "ids" : "filter",
                $"'ids' and 'filter' are {(request.Ids is null ? "both missing" : "both there")}. Give one: which documents to delete.");
        }

        var filter = request.Filter is { } text ? Filter.Parse(text) : null;
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        if (filter is not null)
            await admission.AdmitFilterAsync(context, filter, use.Collection).ConfigureAwait(false);
        var deleted = filter is null
            ? use.Collection.DeleteAsync(request.Ids!, context.RequestAborted)
            : use.Collection.DeleteAsync(filter, context.RequestAborted);
        var answer = new DeletedResponse { Deleted = await deleted.ConfigureAwait(false) };
        return JsonResults.Ok(answer, ContractsJson.TypeInfo<DeletedResponse>());
    }

    /// <summary>Whether a body is lines of JSON.</summary>
    public static bool IsStream(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) &&
        (type.MediaType.Equals(LineResponse.ContentType, StringComparison.OrdinalIgnoreCase) ||
            type.MediaType.Equals("application/jsonl", StringComparison.OrdinalIgnoreCase));
}
