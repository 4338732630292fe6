using System.Text;
using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>A file of records with its encoding determined, as a stream of UTF-8.</summary>
internal sealed class RecordStream
{
    // Enough to recognise the language of a file; the rest of a file of records is never buffered.
    private const int HeadBytes = 256 * 1024;

    private RecordStream(Stream utf8, TextEncoding encoding)
    {
        Utf8 = utf8;
        Encoding = encoding;
    }

    /// <summary>
    /// The text without a byte order mark. Bytes that are invalid in UTF-8 are passed on; those of other encodings become U+FFFD.
    /// </summary>
    public Stream Utf8 { get; }

    public TextEncoding Encoding { get; }

    public static async Task<RecordStream> OpenAsync(Stream file, Encoding? asked, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var length = await file.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var encoding = EncodingChoice.Of(head.AsSpan(0, length), complete: length < HeadBytes, asked);
        file.Position = encoding.MarkLength;
        var utf8 = encoding.IsUtf8
            ? file
            : System.Text.Encoding.CreateTranscodingStream(file, encoding.Encoding, TextEncoding.Utf8, leaveOpen: true);
        return new RecordStream(utf8, encoding);
    }
}
