using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Lodestone.Contracts.Client;

/// <summary>Documents as lines of JSON, written as the source gives them.</summary>
/// <remarks>
/// A document that no collection stores becomes an empty line, which a server passes over, so that the numbers of lines are those of the
/// documents.
/// </remarks>
internal sealed class DocumentUpload(IAsyncEnumerable<Document> documents, CancellationToken stop) : HttpContent
{
    public const string ContentType = "application/x-ndjson";

    /// <summary>The documents that were not sent, by their numbers, from 1.</summary>
    public List<ReadProblemResponse> Problems { get; } = [];

    /// <summary>The failure of the source, which is the caller's own; null without one.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The upload as the body of a call.</summary>
    public HttpContent AsBody()
    {
        Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        return this;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop);
        var source = documents.GetAsyncEnumerator(either.Token);
        await using var disposal = source.ConfigureAwait(false);
        var line = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(line, ContractsJson.OneLine);
        for (var number = 1L; await NextAsync(source).ConfigureAwait(false); number++)
        {
            line.ResetWrittenCount();
            if (Problem(source.Current) is { } problem)
            {
                Problems.Add(new ReadProblemResponse
                {
                    Path = "body", Line = number, Kind = ReadProblemKind.UnusableField, Reason = problem,
                });
            }
            else
            {
                json.Reset(line);
                CallBody.Write(json, source.Current);
                json.Flush();
            }

            line.Write("\n"u8);
            await stream.WriteAsync(line.WrittenMemory, either.Token).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static string? Problem(Document? document) => document is null ? "The document is null." : document.FindProblem();

    // The source's own failures must be told from those of the connection.
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<Document> source)
    {
        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }
}
