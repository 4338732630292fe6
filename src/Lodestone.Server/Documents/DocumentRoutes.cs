using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Documents;

/// <summary>Documents one by one: write, read, delete; and page by page.</summary>
internal static class DocumentRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/collections/{name}/documents", ListAsync)
            .Needs(RequiredScope.Read)
            .Describe("List documents", "By rising id. The next page begins after `next`.")
            .TakesQuery<string>("after", "The id after which the page begins. Default: at the first.")
            .TakesQuery<int>("top", "How many documents at most, 1 to 1000; a page of long ones ends earlier. Default: 100.")
            .Answers<DocumentPageResponse>()
            .Fails(404, 409, 422, 503);
        routes.MapPut("/v1/collections/{name}/documents/{**id}", PutAsync)
            .TakesId()
            .Needs(RequiredScope.Write)
            .Describe(
                "Write a document",
                "A document of the same id takes its place; one that is there to the letter costs nothing.")
            .Takes<DocumentRequest>()
            .Answers<UpsertResponse>(StatusCodes.Status201Created)
            .Answers<UpsertResponse>()
            .Fails(400, 404, 409, 413, 415, 422, 429, 503, 504, 507);
        routes.MapGet("/v1/collections/{name}/documents/{**id}", GetAsync)
            .TakesId()
            .Needs(RequiredScope.Read)
            .Describe("Read a document", "The document as it is kept.")
            .Answers<DocumentResponse>()
            .Fails(404, 409, 422, 503);
        routes.MapDelete("/v1/collections/{name}/documents/{**id}", DeleteAsync)
            .TakesId()
            .Needs(RequiredScope.Write)
            .Describe("Delete a document", "Answers 404 when it is not there.")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(404, 409, 422, 503, 507);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string name, OpenCollections collections)
    {
        var (after, top) = DocumentPage.Read(context.Request.Query);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var page = await Task.Run(() => DocumentPage.Of(use.Collection, after, top), context.RequestAborted).ConfigureAwait(false);
        return Answers.Ok(page, ContractsJson.TypeInfo<DocumentPageResponse>());
    }

    private static async Task<IResult> PutAsync(HttpContext context, string name, OpenCollections collections, RequestAdmission admission)
    {
        var id = DocumentAddress.IdOf(context, name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<DocumentRequest>()).ConfigureAwait(false);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        Document[] documents = [request.ToDocument(id)];
        var options = admission.AdmitWrite(context, documents);
        var report = await use.Collection.UpsertAsync(documents, options, context.RequestAborted).ConfigureAwait(false);
        var answer = report.ToResponse();
        return answer.Added > 0
            ? Answers.Created(answer, ContractsJson.TypeInfo<UpsertResponse>())
            : Answers.Ok(answer, ContractsJson.TypeInfo<UpsertResponse>());
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, OpenCollections collections)
    {
        var id = DocumentAddress.IdOf(context, name);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        return use.Collection.Get(id) is { } document
            ? Answers.Ok(document.ToResponse(), ContractsJson.TypeInfo<DocumentResponse>())
            : throw NotFound(name, id);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string name, OpenCollections collections)
    {
        var id = DocumentAddress.IdOf(context, name);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        return await use.Collection.DeleteAsync([id], context.RequestAborted).ConfigureAwait(false) > 0
            ? TypedResults.NoContent()
            : throw NotFound(name, id);
    }

    private static RequestException NotFound(string name, string id) => new(Problem.Of(
        "document-not-found", StatusCodes.Status404NotFound, "There is no such document",
        $"The collection '{name}' has no document '{id}'. Ids are compared exactly; GET /v1/collections/{name}/documents lists them."));
}
