using System.Runtime.CompilerServices;
using Lodestone.Ingestion;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Documents;

/// <summary>The route that reads a file of any format that the readers know, and writes its documents.</summary>
internal static class FileRoutes
{
    private const int MaxPathLength = Document.MaxIdLength;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/collections/{name}/files", WriteAsync)
        .RequireScope(KeyScope.Write)
        .Describe(
            "Write a file",
            "The body is the file as it is: PDF, Word, HTML, Markdown, CSV or another format of the readers, found by the extension of " +
            "`path`, else by the content type. The id of its document is `path`; a file of records has those of its records. A file that " +
            "cannot be read is a problem of the report. The response is a stream of lines, as that of a stream of documents.")
        .AcceptsQuery<string>(
            "path", "The path of the file, relative to the folder it is from, such as `guides/start.pdf`.", isRequired: true)
        .WithMetadata(new BodyMetadata(typeof(Stream), "application/octet-stream", false))
        .ProducesStream(LineResponse.ContentType, typeof(UploadProgressResponse), typeof(IndexingResponse), typeof(UploadErrorResponse))
        .ProducesProblems(400, 404, 409, 422, 429, 503, 504, 507)
        .WithMetadata(TimeLimit.HeaderOnly);

    private static async Task<IResult> WriteAsync(
        HttpContext context,
        string name,
        OpenCollections collections,
        ShutdownSignal ending,
        RequestAdmission admission,
        LodestoneExceptionHandler failures)
    {
        CollectionName.Validate(name);
        var path = PathOf(context.Request.Query["path"]);
        using var use = await collections.UseAsync(name, context.RequestAborted).ConfigureAwait(false);
        var running = admission.AdmitStream(context);
        await new Upload(context, use.Collection, running, failures, ending.Token)
            .RunAsync(stop => ReadAsync(context, path, stop))
            .ConfigureAwait(false);
        return TypedResults.Empty;
    }

    private static async IAsyncEnumerable<ReadItem> ReadAsync(
        HttpContext context, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = 0;
        var body = new BodyStream(context.Request.BodyReader);
        await using (body.ConfigureAwait(false))
        {
            var file = new DocumentFile(path, body, context.Request.ContentType);
            await foreach (var item in DocumentSource.ReadAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (item.Problem is { } problem && ++problems > ServerDefaults.MaxProblems)
                    throw TooMany(problem);
                yield return item;
            }
        }
    }

    private static string PathOf(string? path) => path switch
    {
        null or "" => throw RequestShape.Mistake("path", "'path' is missing. Give the path of the file, such as ?path=guides/start.pdf."),
        { Length: > MaxPathLength } => throw RequestShape.Mistake("path", FormattableString.Invariant(
            $"'path' has {path.Length} characters; accepted are 1 to {MaxPathLength}, since it becomes an id.")),
        _ when string.IsNullOrWhiteSpace(path) || path.Any(char.IsControl) => throw RequestShape.Mistake(
            "path", $"'path' is '{FieldRule.Short(path)}'; accepted are paths with a name, and without control characters."),
        _ => path,
    };

    private static RequestException TooMany(ReadProblem last) => new(ErrorTable.Describe(
        HttpErrorCodes.TooManyProblems, FormattableString.Invariant(
            $"More than {ServerDefaults.MaxProblems} records of the file cannot be used, so the rest was not read. The last was ") +
            FormattableString.Invariant($"line {last.Line}: {last.Reason}")) with
    {
        Line = last.Line,
    });
}
