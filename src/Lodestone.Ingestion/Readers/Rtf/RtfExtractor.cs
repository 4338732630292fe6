using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>Reads a text in Rich Text Format; not its headers, footers, pictures, comments and deleted text.</summary>
internal static class RtfExtractor
{
    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        if (!content.AsSpan().TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]).StartsWith("{\\rtf"u8))
        {
            var found = ContentKind.Of(content) is { } kind ? $"It is {kind} by its content, not" : "It is not";
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"{found} a text in Rich Text Format, which begins with '{{\\rtf'. Give it the extension of its format, or exclude it.");
        }

        var body = new RtfBody(cancellationToken);
        body.Read(content);
        var heading = body.Text.Headings.FirstOrDefault(h => h.Level == 1).Text;
        var metadata = new Dictionary<string, MetadataValue>();
        if (CleanText.Label(body.Author) is { } author)
            metadata["author"] = MetadataValue.Of(author);
        return new Extraction
        {
            Text = body.Text.ToString(),
            Headings = body.Text.Headings,
            Title = heading ?? CleanText.Label(body.Title),
            TitleSource = heading is not null ? TitleSource.Heading : TitleSource.Properties,
            Metadata = metadata,
        };
    }
}
