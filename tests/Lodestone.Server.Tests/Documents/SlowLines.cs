using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Lodestone.Server.Tests.Documents;

/// <summary>Documents without end, so many a second.</summary>
internal sealed class SlowLines : HttpContent
{
    private readonly IEnumerable<string> _lines;
    private readonly int _perSecond;

    public SlowLines(IEnumerable<string> lines, int perSecond)
    {
        (_lines, _perSecond) = (lines, perSecond);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    public static IEnumerable<string> Documents =>
        Enumerable.Range(0, int.MaxValue).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\": \"d{i:0000000}\", \"text\": \"Number {i}.\"}}\n"));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var lines in _lines.Chunk(Math.Max(1, _perSecond / 50)))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines)), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(20, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
