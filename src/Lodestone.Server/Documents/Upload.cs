using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lodestone.Server.Documents;

/// <summary>One stream of documents into a collection, and its progress reports to the sender.</summary>
internal sealed class Upload(
    HttpContext context,
    Collection collection,
    WriteOptions options,
    int maxLineBytes,
    LodestoneExceptionHandler failures,
    CancellationToken ending)
{
    public const string ContentType = "application/x-ndjson";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly UploadProgress _progress = new();

    /// <summary>Reads all lines. Until the first line of the response is sent, a failure is an ordinary problem.</summary>
    public async Task RunAsync()
    {
        AllowALateReader();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(RequestDeadline.TokenOf(context), ending);
        var lines = DocumentLines.ReadAsync(new BodyLines(context.Request.BodyReader, maxLineBytes), maxLineBytes, stop.Token);
        var indexing = collection.IndexAsync(lines, options, _progress, stop.Token);
        try
        {
            await TellAsync(indexing).ConfigureAwait(false);
            var report = (await indexing.ConfigureAwait(false)).ToResponse();
            await WriteAsync(report with { Type = "report" }, ContractsJson.TypeInfo<IndexingResponse>()).ConfigureAwait(false);
        }
        catch (Exception failure) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var answer = new UploadErrorResponse
            {
                Type = "error",
                Problem = failures.Explain(context, Meaning(failure)),
                Documents = _progress.Documents,
            };
            await WriteAsync(answer, ContractsJson.TypeInfo<UploadErrorResponse>()).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw ServerStops();
        }
        finally
        {
            // However the reporting ended, no work may continue in a collection that is released.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)indexing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(Task indexing)
    {
        while (!indexing.IsCompleted)
        {
            await Task.WhenAny(indexing, Task.Delay(Pause, context.RequestAborted)).ConfigureAwait(false);
            context.RequestAborted.ThrowIfCancellationRequested();
            if (_progress.Take() is { } news)
                await WriteAsync(Line(news), ContractsJson.TypeInfo<UploadProgressResponse>()).ConfigureAwait(false);
        }
    }

    private static UploadProgressResponse Line(IndexingProgress progress) => new()
    {
        Type = "progress",
        Documents = progress.Documents,
        Passages = progress.Passages,
        Embedded = progress.Embedded,
    };

    private Exception Meaning(Exception failure) =>
        failure is OperationCanceledException && ending.IsCancellationRequested ? ServerStops() : failure;

    private static RequestException ServerStops() => new(ErrorTable.Describe(
        HttpErrorCodes.ServerStopping,
        "The server is stopping, so the upload was ended. Written documents are kept; send all of them again after the restart: " +
        "identical documents are skipped."));

    private async Task WriteAsync<T>(T line, JsonTypeInfo<T> shape)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        var output = new ArrayBufferWriter<byte>(256);
        new JsonResult<T>(line, shape).Write(output);
        output.Write("\n"u8);
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    // Most clients read nothing before all is sent, so a slow reader has not disconnected.
    private void AllowALateReader()
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}

/// <summary>The latest progress of an upload, for the reporting loop.</summary>
/// <remarks>Indexing must never wait for a client that does not read: newer progress replaces progress that was not sent.</remarks>
internal sealed class UploadProgress : IProgress<IndexingProgress>
{
    private readonly Lock _gate = new();
    private IndexingProgress _last;
    private bool _isNew;

    /// <summary>The number of documents written.</summary>
    public int Documents
    {
        get
        {
            lock (_gate)
                return _last.Documents;
        }
    }

    public void Report(IndexingProgress value)
    {
        lock (_gate)
            (_last, _isNew) = (value, true);
    }

    /// <summary>The progress that was not sent yet.</summary>
    public IndexingProgress? Take()
    {
        lock (_gate)
        {
            if (!_isNew)
                return null;
            _isNew = false;
            return _last;
        }
    }
}
