using System.Globalization;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Documents;

/// <summary>Routes for single documents: write, read, delete; and for pages of the list.</summary>
internal static class DocumentRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/collections/{name}/documents", ListAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "List documents",
                "In ascending order of id, all of them or those that match a filter. The next page begins after `next`. A field of the " +
                "filter that no document has compares false, and `unknownFields` names it.")
            .AcceptsQuery<string>("after", "The id after which the page begins. Default: the beginning of the list.")
            .AcceptsQuery<int>("top", "The maximum number of documents, 1 to 1000; a page of long ones ends earlier. Default: 100.")
            .AcceptsQuery<string>("filter", "A filter that documents must match, such as `plan = \"free\"`. Default: all documents.")
            .AcceptsQuery<bool>("strict", "Whether a field of the filter that no document has is an error. Default: false.")
            .Produces<DocumentPageResponse>()
            .ProducesProblems(400, 404, 409, 422, 429, 503, 504);
        routes.MapPut("/v1/collections/{name}/documents/{**id}", PutAsync)
            .AcceptsId()
            .RequireScope(KeyScope.Write)
            .Describe(
                "Write a document",
                "Upserts the document by its id; an identical document is skipped.")
            .Accepts<DocumentRequest>()
            .Produces<UpsertResponse>(StatusCodes.Status201Created)
            .Produces<UpsertResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504, 507);
        routes.MapGet("/v1/collections/{name}/documents/{**id}", GetAsync)
            .AcceptsId()
            .RequireScope(KeyScope.Read)
            .Describe("Read a document", "The document as stored.")
            .Produces<DocumentResponse>()
            .ProducesProblems(404, 409, 422, 503);
        routes.MapDelete("/v1/collections/{name}/documents/{**id}", DeleteAsync)
            .AcceptsId()
            .RequireScope(KeyScope.Write)
            .Describe("Delete a document", "Answers 404 when the document does not exist.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 409, 422, 503, 507);
    }

    private static Task<IResult> ListAsync(
        HttpContext context, string name, OpenCollections collections, RequestAdmission admission) =>
        PageAsync(context, name, PageRequest.Read(context.Request.Query), collections, admission);

    /// <summary>Answers with a page, whichever way it was asked for.</summary>
    public static async Task<IResult> PageAsync(
        HttpContext context, string name, PageRequest asked, OpenCollections collections, RequestAdmission admission)
    {
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        if (asked.Filter is { } filter)
            await admission.AdmitFilterAsync(context, filter, use.Collection).ConfigureAwait(false);
        var page = await DocumentPage.OfAsync(use.Collection, asked, RequestDeadline.TokenOf(context)).ConfigureAwait(false);
        return JsonResults.Ok(page, ContractsJson.TypeInfo<DocumentPageResponse>());
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
            ? JsonResults.Created(answer, ContractsJson.TypeInfo<UpsertResponse>())
            : JsonResults.Ok(answer, ContractsJson.TypeInfo<UpsertResponse>());
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, OpenCollections collections)
    {
        var id = DocumentAddress.IdOf(context, name);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        return await use.Collection.GetAsync(id, context.RequestAborted).ConfigureAwait(false) is { } document
            ? JsonResults.Ok(document.ToResponse(), ContractsJson.TypeInfo<DocumentResponse>())
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

    private static RequestException NotFound(string name, string id) => new(ErrorTable.Describe(
        ErrorCodes.DocumentNotFound,
        $"The collection '{name}' has no document '{id}'. Ids are compared exactly; GET /v1/collections/{name}/documents lists them."));
}

/// <summary>The id of a document in an address.</summary>
internal static class DocumentAddress
{
    /// <summary>
    /// The id as the client meant it. Ids may contain slashes and percent signs, and the host's decoded path no longer distinguishes an
    /// encoded slash from a written <c>%2F</c>. The id is therefore read from the raw request target.
    /// </summary>
    /// <exception cref="RequestException">The address has no id, or one that no document can have.</exception>
    public static string IdOf(HttpContext context, string name)
    {
        // Parameters were refused before; a question mark with nothing after it is the end of an id that was not encoded.
        if (context.Features.Get<IHttpRequestFeature>()!.RawTarget.Contains('?', StringComparison.Ordinal))
            throw RequestShape.Mistake("id", "The address ends with '?', which is no part of the id. Write it %3F, or leave it out.");
        var segments = RequestTarget.PathOf(context).Split('/');
        // The first segments are the route's; everything after them is the id.
        for (var i = 1; i + 2 < segments.Length; i++)
        {
            if (Is(segments[i], "collections") && Uri.UnescapeDataString(segments[i + 1]) == name && Is(segments[i + 2], "documents"))
            {
                var id = Uri.UnescapeDataString(string.Join('/', segments[(i + 3)..]));
                if (Slashed(id) != Slashed(context.Request.RouteValues["id"] as string ?? ""))
                    break;
                return Validate(id);
            }
        }

        throw new RequestException(RequestTarget.Ambiguous("an encoded slash or a backslash that the host takes for a slash"));
    }

    // The two readings differ in encoded slashes and at the ends; any other difference is another id.
    private static string Slashed(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim('/');

    // Routes match in any case, and with any of their letters encoded.
    private static bool Is(string segment, string word) =>
        Uri.UnescapeDataString(segment).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string Validate(string id) => id.Length is > 0 and <= Document.MaxIdLength ? id : throw RequestShape.Mistake(
        "id", FormattableString.Invariant(
            $"The id in the address has {id.Length} characters; accepted are 1 to {Document.MaxIdLength}."));
}

/// <summary>The documents of one response: a page of all, or some by their ids.</summary>
internal static class DocumentPage
{
    /// <summary>The characters of texts after which a response ends early, because it is buffered as a whole.</summary>
    private const long MostCharacters = 4 << 20;

    /// <summary>Reads a page. A page that ends early has the next one's beginning, as a full one does.</summary>
    public static async Task<DocumentPageResponse> OfAsync(Collection collection, PageRequest asked, CancellationToken cancellationToken)
    {
        var documents = new List<DocumentResponse>();
        var (characters, isEnd) = (0L, true);
        var list = collection.ListAsync(
            asked.Filter, new ListOptions { After = asked.After, Strict = asked.Strict }, cancellationToken);
        await foreach (var document in list.ConfigureAwait(false))
        {
            documents.Add(document.ToResponse());
            characters += document.Text.Length;
            isEnd = documents.Count < asked.Top && characters < MostCharacters;
            if (!isEnd)
                break;
        }

        return new DocumentPageResponse
        {
            Documents = documents,
            Next = isEnd ? null : documents[^1].Id,
            UnknownFields = asked.Filter is { } filter &&
                await collection.FindUnknownFieldsAsync(filter, cancellationToken).ConfigureAwait(false) is { Count: > 0 } unknown
                    ? unknown
                    : null,
        };
    }

    /// <summary>Reads documents by their ids in the requested order, each once, as of one moment.</summary>
    public static async Task<GetResponse> OfAsync(Collection collection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        string[] asked = [.. ids.Distinct(StringComparer.Ordinal)];
        var read = await collection.GetAsync(asked, MostCharacters, cancellationToken).ConfigureAwait(false);
        return new GetResponse
        {
            Documents = [.. read.OfType<Document>().Select(d => d.ToResponse())],
            Missing = [.. asked.Take(read.Count).Where((_, i) => read[i] is null)],
            Remaining = asked[read.Count..],
        };
    }
}

/// <summary>The page of a list that a request asks for.</summary>
internal sealed record PageRequest(string? After, int Top, Filter? Filter, bool Strict)
{
    /// <exception cref="RequestException">A parameter is not accepted.</exception>
    /// <exception cref="FilterException">The filter cannot be parsed.</exception>
    public static PageRequest Read(IQueryCollection query) => new(
        query["after"], ReadTop(query["top"]), ReadFilter(query["filter"]), ReadStrict(query["strict"]));

    /// <exception cref="FilterException">The filter cannot be parsed.</exception>
    public static PageRequest Of(ListRequest request) => new(
        request.After, request.Top ?? ServerDefaults.PageDocuments, ReadFilter(request.Filter), request.Strict ?? false);

    private static int ReadTop(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return ServerDefaults.PageDocuments;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) &&
            top is >= 1 and <= RequestLimits.MaxPageDocuments
                ? top
                : throw RequestShape.Mistake("top", FormattableString.Invariant(
                    $"'top' is '{FieldRule.Short(text)}'; accepted is a whole number from 1 to {RequestLimits.MaxPageDocuments}."));
    }

    private static Filter? ReadFilter(string? text) => string.IsNullOrWhiteSpace(text) ? null : Filter.Parse(text);

    private static bool ReadStrict(string? text) => text switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw RequestShape.Mistake("strict", $"'strict' is '{FieldRule.Short(text)}'; accepted are true and false."),
    };
}
