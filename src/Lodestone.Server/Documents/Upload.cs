using Lodestone.Server.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Documents;

/// <summary>Documents that a request sends into a collection, and the progress that is reported to its sender.</summary>
internal sealed class Upload(
    HttpContext context, Collection collection, WriteOptions options, LodestoneExceptionHandler failures, CancellationToken ending)
{
    private readonly LatestProgress<IndexingProgress> _progress = new();

    /// <summary>Reads the whole body.</summary>
    /// <param name="read">The documents of the body, until it is cancelled.</param>
    public Task RunAsync(Func<CancellationToken, IAsyncEnumerable<ReadItem>> read)
    {
        var lines = new LineResponse(context, failures, () => _progress.Last.Documents, ending);
        return lines.RunAsync(
            stop => collection.IndexAsync(read(stop), options, _progress, stop),
            () => _progress.Take() is { } news ? lines.WriteAsync(Line(news), ContractsJson.TypeInfo<UploadProgressResponse>()) : null,
            report => lines.WriteAsync(report.ToResponse() with { Type = "report" }, ContractsJson.TypeInfo<IndexingResponse>()));
    }

    private static UploadProgressResponse Line(IndexingProgress progress) => new()
    {
        Type = "progress",
        Documents = progress.Documents,
        Passages = progress.Passages,
        Embedded = progress.Embedded,
    };
}
