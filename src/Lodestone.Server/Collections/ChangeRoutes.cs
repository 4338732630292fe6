using Lodestone.Encoders;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Documentation;
using Lodestone.Server.Models;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Collections;

/// <summary>Routes that change a whole collection: its name, or the model and the passages of its vectors.</summary>
internal static class ChangeRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/collections/{name}/rename", RenameAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Rename a collection",
                "Waits for the requests that use the collection, and refuses new ones meanwhile. Answers with the collection's numbers. " +
                "409 when another collection has the new name.")
            .Accepts<RenameRequest>()
            .Produces<StatsResponse>()
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503);
        routes.MapPost("/v1/collections/{name}/reindex", ReindexAsync)
            .RequireScope(KeyScope.Admin)
            .Describe(
                "Embed a collection again",
                "Embeds all documents with another bi-encoder, or in other passages, beside the current vectors, and then switches in " +
                "one step; searches use the current ones until then. The response is a stream of lines: `progress`, then `report`, or " +
                "`error`. After an interruption the same request resumes. Without a difference to the current vectors nothing is embedded.")
            .Accepts<ReindexRequest>()
            .ProducesStream(
                LineResponse.ContentType, typeof(ReindexProgressResponse), typeof(ReindexResponse), typeof(UploadErrorResponse))
            .ProducesProblems(400, 404, 409, 413, 415, 422, 429, 503, 504, 507)
            .WithMetadata(TimeLimit.HeaderOnly);
    }

    private static async Task<IResult> RenameAsync(HttpContext context, string name, OpenCollections collections)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<RenameRequest>()).ConfigureAwait(false);
        await collections.RenameAsync(name, request.Name, context.RequestAborted).ConfigureAwait(false);
        using var use = await collections.UseAsync(request.Name, context.RequestAborted).ConfigureAwait(false);
        var stats = await CollectionRoutes.SurveyAsync(use, context.RequestAborted).ConfigureAwait(false);
        return JsonResults.Ok(stats, ContractsJson.TypeInfo<StatsResponse>());
    }

    private static async Task<IResult> ReindexAsync(
        HttpContext context,
        string name,
        OpenCollections collections,
        ServedModels models,
        ShutdownSignal ending,
        RequestAdmission admission,
        LodestoneExceptionHandler failures,
        IOptions<ServerOptions> options)
    {
        CollectionName.Validate(name);
        var request = await RequestJson.ReadAsync(context, ContractsJson.TypeInfo<ReindexRequest>()).ConfigureAwait(false);
        var asked = request.BiEncoder is { } named ? models.Reference(ModelKind.BiEncoder, named, "biEncoder") : null;
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var collection = use.Collection;
        // Bodies are small; the work is as much as that of an upload that never ends.
        admission.AdmitStream(context);
        var progress = new LatestProgress<(long Documents, long TotalDocuments)>();
        var lines = new LineResponse(context, failures, () => (int)Math.Min(int.MaxValue, progress.Last.Documents), ending.Token);
        await lines.RunAsync(
            stop => collection.ChangeBiEncoderAsync(
                asked ?? collection.BiEncoder ?? options.Value.BiEncoder,
                request.PassageTokens is { } tokens ? new PassageOptions { MaxTokens = tokens } : null, progress, stop),
            () => progress.Take() is { } news
                ? lines.WriteAsync(
                    new ReindexProgressResponse { Type = "progress", Documents = news.Documents, TotalDocuments = news.TotalDocuments },
                    ContractsJson.TypeInfo<ReindexProgressResponse>())
                : null,
            report => lines.WriteAsync(Response(report), ContractsJson.TypeInfo<ReindexResponse>())).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    private static ReindexResponse Response(ReembeddingReport report) => new()
    {
        Type = "report",
        BiEncoder = ServedModels.NameOf(report.BiEncoder),
        AlreadyCurrent = report.AlreadyCurrent,
        Documents = report.Documents,
        Resumed = report.Resumed,
        Passages = report.Passages,
        Embedded = report.Embedded,
        TokensDropped = report.TokensDropped,
        Sequence = report.Sequence,
        Milliseconds = WireTime.Milliseconds(report.Elapsed),
    };
}
