using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Documents;
using Lodestone.Server.Errors;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Copies;

/// <summary>Routes that copy a whole collection out of the server, and into it.</summary>
internal static class CopyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/collections/{name}/backup", BackupAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Back up a collection",
                "The collection as of one commit, with its vectors and indexes, while it is written and searched: a tar archive of the " +
                "folder `{name}`, which is a collection wherever it is unpacked. The copy is made in the data folder first, which needs " +
                "room for it, and deleted when it is sent. One backup at a time; another is answered 429.")
            .Produces<Stream>(StatusCodes.Status200OK, BackupDownload.ContentType)
            .ProducesProblems(400, 404, 409, 422, 429, 503, 504, 507)
            .WithMetadata(TimeLimit.HeaderOnly);
        routes.MapGet("/v1/collections/{name}/export", ExportAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Export a collection with its vectors",
                "All documents as of one commit, as lines of JSON: a header with the model, then each document with its passages, token " +
                "ids and vectors, so that importing them embeds nothing. The header has the number of documents; a stream with fewer " +
                "was cut off.")
            .Produces<Stream>(StatusCodes.Status200OK, LineResponse.ContentType)
            .ProducesProblems(400, 404, 409, 422, 503, 504)
            .WithMetadata(TimeLimit.HeaderOnly);
        routes.MapPost("/v1/collections/{name}/import", ImportAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Import an export",
                "Upserts the documents of an export with the vectors that it has: nothing is embedded, so send only one that is trusted. " +
                "The collection has the model of the export, or no documents. Lines that cannot be used are in the report, and so is a " +
                "body that ends early; the others are written.")
            .WithMetadata(new BodyMetadata(typeof(BatchDocument), LineResponse.ContentType, false))
            .Produces<IndexingResponse>()
            .ProducesProblems(400, 404, 409, 415, 422, 503, 504, 507)
            .WithMetadata(TimeLimit.HeaderOnly);
    }

    private static Task<IResult> BackupAsync(
        HttpContext context, string name, OpenCollections collections, BackupDownload download, ShutdownSignal ending) =>
        RunAsync(context, ending, stop => download.RunAsync(context, name, collections, stop));

    private static Task<IResult> ExportAsync(HttpContext context, string name, OpenCollections collections, ShutdownSignal ending) =>
        RunAsync(context, ending, async stop =>
        {
            using var use = await collections.UseAsync(name, stop).ConfigureAwait(false);
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.ContentType = LineResponse.ContentType;
            context.Response.Headers.CacheControl = "no-store";
            await use.Collection.ExportAsync(context.Response.Body, null, stop).ConfigureAwait(false);
        });

    private static async Task<IResult> ImportAsync(
        HttpContext context, string name, OpenCollections collections, ShutdownSignal ending)
    {
        if (!BatchRoutes.IsStream(context.Request.ContentType))
        {
            throw new RequestException(ErrorTable.Describe(
                HttpErrorCodes.UnsupportedMediaType,
                $"An export is sent with 'Content-Type: {LineResponse.ContentType}'; found another one, or none."));
        }

        IndexingReport? report = null;
        await RunAsync(context, ending, async stop =>
        {
            using var use = await collections.UseAsync(name, stop).ConfigureAwait(false);
            var body = new BodyStream(context.Request.BodyReader);
            await using (body.ConfigureAwait(false))
                report = await use.Collection.ImportAsync(body, null, stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return JsonResults.Ok(report!.ToResponse(), ContractsJson.TypeInfo<IndexingResponse>());
    }

    private static async Task<IResult> RunAsync(HttpContext context, ShutdownSignal ending, Func<CancellationToken, Task> copy)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(RequestDeadline.TokenOf(context), ending.Token);
        try
        {
            await copy(stop.Token).ConfigureAwait(false);
            return TypedResults.Empty;
        }
        catch (OperationCanceledException) when (context.Response.HasStarted)
        {
            // The status is sent; a connection that ends early tells the client that the copy is not whole.
            context.Abort();
            throw;
        }
        catch (OperationCanceledException) when (ending.Token.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new RequestException(ErrorTable.Describe(
                HttpErrorCodes.ServerStopping,
                "The server is stopping, so the copy was ended. Ask again after the restart; documents that were imported are kept."));
        }
    }
}
