using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Lodestone.Server.Tests.Documents;

/// <summary>So many documents, after which more are to come and none does: the upload lasts until its client gives it up.</summary>
internal sealed class UnfinishedLines : HttpContent
{
    private readonly int _count;

    public UnfinishedLines(int count)
    {
        _count = count;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    /// <summary>Documents without end.</summary>
    public static IEnumerable<string> Documents => Enumerable.Range(0, int.MaxValue).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"id\": \"d{i:0000000}\", \"text\": \"Number {i}.\"}}\n"));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Documents.Take(_count))), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
