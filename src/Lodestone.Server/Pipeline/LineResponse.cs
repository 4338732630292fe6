using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Admission;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lodestone.Server.Pipeline;

/// <summary>
/// Work that a request waits for, answered with lines: its progress while it runs, and at last its report or the problem that ended it.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="failures">Explains a failure.</param>
/// <param name="documents">The number of documents whose work is durable, for a line that ends with a problem.</param>
/// <param name="ending">Cancelled when the server stops.</param>
internal sealed class LineResponse(
    HttpContext context, LodestoneExceptionHandler failures, Func<int> documents, CancellationToken ending)
{
    public const string ContentType = "application/x-ndjson";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the work. Until the first line of the response is sent, a failure is an ordinary problem.</summary>
    /// <param name="begin">Begins the work, which is cancelled with the request, at its deadline, and when the server stops.</param>
    /// <param name="tell">Writes the progress; returns null when there is nothing new.</param>
    /// <param name="end">Writes the report.</param>
    public async Task RunAsync<T>(Func<CancellationToken, Task<T>> begin, Func<Task?> tell, Func<T, Task> end)
    {
        AllowALateReader();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(RequestDeadline.TokenOf(context), ending);
        var work = begin(stop.Token);
        try
        {
            await TellAsync(work, tell).ConfigureAwait(false);
            await end(await work.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception failure) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var answer = new UploadErrorResponse
            {
                Type = "error",
                Problem = failures.Explain(context, Meaning(failure)),
                Documents = documents(),
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
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes a line, and sends it.</summary>
    public async Task WriteAsync<T>(T line, JsonTypeInfo<T> shape)
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

    private async Task TellAsync(Task work, Func<Task?> tell)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Pause, context.RequestAborted)).ConfigureAwait(false);
            context.RequestAborted.ThrowIfCancellationRequested();
            if (tell() is { } telling)
                await telling.ConfigureAwait(false);
        }
    }

    private Exception Meaning(Exception failure) =>
        failure is OperationCanceledException && ending.IsCancellationRequested ? ServerStops() : failure;

    private static RequestException ServerStops() => new(ErrorTable.Describe(
        HttpErrorCodes.ServerStopping,
        "The server is stopping, so the work was ended. Its finished part is kept; send the request again after the restart: " +
        "what is finished is skipped."));

    // Most clients read nothing before all is sent, so a slow reader has not disconnected.
    private void AllowALateReader()
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}

/// <summary>The latest progress of work, for the reporting loop.</summary>
/// <remarks>The work must never wait for a client that does not read: newer progress replaces progress that was not sent.</remarks>
internal sealed class LatestProgress<T> : IProgress<T>
    where T : struct
{
    private readonly Lock _gate = new();
    private T _last;
    private bool _isNew;

    /// <summary>The progress that was reported last.</summary>
    public T Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    public void Report(T value)
    {
        lock (_gate)
            (_last, _isNew) = (value, true);
    }

    /// <summary>The progress that was not sent yet.</summary>
    public T? Take()
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
