using System.Text;
using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>A file of records, from its first bytes on: its encoding decided, its bytes as UTF-8.</summary>
internal sealed class RecordStream
{
    // Enough to see what language a file is in; the rest of a file of records is never held.
    private const int HeadBytes = 256 * 1024;

    private RecordStream(Stream utf8, TextEncoding encoding)
    {
        Utf8 = utf8;
        Encoding = encoding;
    }

    /// <summary>
    /// The text without a byte order mark. Bytes that are invalid in UTF-8 are still there; those of other encodings are U+FFFD.
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
