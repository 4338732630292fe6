using Lodestone.Ingestion.Formats;
using MimeKit;

namespace Lodestone.Ingestion.Readers.Email;

/// <summary>Counts the headers and parts of a message before the parser makes objects of them, of a hundred times their size.</summary>
internal sealed class EmailBounds(Stream content) : MimeReader(Options, content, MimeFormat.Entity)
{
    /// <summary>The maximum number of parts within each other; the parser takes deeper ones as text.</summary>
    public const int MaxNesting = 32;

    /// <summary>The maximum number of parts, and of messages within the message.</summary>
    public const int MaxParts = 10_000;

    /// <summary>The maximum number of headers, of the message and of its parts.</summary>
    public const int MaxHeaders = 50_000;

    /// <summary>The maximum bytes of a header.</summary>
    public const int MaxHeaderBytes = 256 * 1024;

    /// <summary>The maximum bytes of all headers.</summary>
    public const int MaxHeadersBytes = 8 * 1024 * 1024;

    private int _parts;
    private int _headers;
    private long _bytes;

    /// <summary>The options for every reading of the message.</summary>
    public static new ParserOptions Options { get; } = new() { MaxMimeDepth = MaxNesting };

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        var length = header.RawField.Length + header.RawValue.Length;
        _bytes += length;
        if (++_headers > MaxHeaders)
            throw TooLarge($"more than {MaxHeaders} headers, the limit");
        if (length > MaxHeaderBytes || _bytes > MaxHeadersBytes)
            throw TooLarge($"a header of over {MaxHeaderBytes} bytes, or headers of over {MaxHeadersBytes} bytes in all, the limits");
    }

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        CountPart();

    protected override void OnMultipartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        CountPart();

    protected override void OnMessagePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        CountPart();

    private void CountPart()
    {
        if (++_parts > MaxParts)
            throw TooLarge($"more than {MaxParts} parts, the limit");
    }

    private static UnreadableException TooLarge(FormattableString found) =>
        new(ReadProblemKind.TooLarge, $"It has {FormattableString.Invariant(found)}. Exclude it.");
}
