namespace Lodestone.Ingestion.Decoding;

/// <summary>Recognises files by their first bytes, whatever their name says.</summary>
internal static class ContentKind
{
    public const string Pdf = "a PDF";

    private static readonly (byte[] Signature, string Kind)[] All =
    [
        ([.. "%PDF-"u8], Pdf),
        ([.. "{\\rtf"u8], "a text in Rich Text Format"),
        ([.. "PK\u0003\u0004"u8], "a zip archive (such as an office document or a book)"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an OLE file (such as one of Office 97 to 2003)"),
        ([0x89, .. "PNG"u8], "a picture (PNG)"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        ([.. "GIF87a"u8], "a picture (GIF)"),
        ([.. "GIF89a"u8], "a picture (GIF)"),
        ([0x1F, 0x8B], "a file packed by gzip"),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7z archive"),
        ([.. "Rar!\u001A"u8], "a RAR archive"),
        ([0x7F, .. "ELF"u8], "a program (ELF)"),
        ([.. "SQLite format 3\0"u8], "a database of SQLite"),
    ];

    /// <summary>Returns the kind of a file with its article, such as "a PDF"; null when the bytes have no signature.</summary>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (signature, kind) in All)
        {
            if (content.StartsWith(signature))
                return kind;
        }

        return null;
    }
}
