using System.Text;

namespace Lodestone.Ingestion.Decoding;

/// <summary>The encoding of a file's text.</summary>
/// <param name="Encoding">The encoding; invalid bytes decode to U+FFFD.</param>
/// <param name="MarkLength">The number of bytes of the byte order mark before the text.</param>
/// <param name="How">The way it was determined, in words for a note.</param>
internal sealed record TextEncoding(Encoding Encoding, int MarkLength, string How)
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public string Name => Encoding.WebName;

    public bool IsUtf8 => Encoding.CodePage == Utf8.CodePage;

    /// <summary>The note for a file in another encoding than UTF-8.</summary>
    public IReadOnlyList<ReadNote> Notes =>
        IsUtf8 ? [] : [new(ReadNoteKind.Encoding, $"Read as {Name}, {How}. If words look wrong, save it as UTF-8.")];

    /// <summary>Returns an encoding by its name in a document or a detector; null when the name is unknown.</summary>
    public static Encoding? Named(string name)
    {
        // Text declared as Latin-1 or ASCII is read as the superset windows-1252, as in every browser.
        var known = name.Trim().ToLowerInvariant() switch
        {
            "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" => "windows-1252",
            "utf8" => "utf-8",
            "gb2312" or "gbk" => "gb18030",
            var other => other,
        };
        try
        {
            // The provider is used directly: registering it would change encodings for the whole process.
            return known == "utf-8" ? Utf8 : CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Decodes the file's text.</summary>
    public string Decode(ReadOnlySpan<byte> content, out int replaced)
    {
        var text = Encoding.GetString(content[MarkLength..]);
        var clean = CleanText.Of(text, out replaced);
        replaced += CountInvalid(content[MarkLength..], clean);
        return clean;
    }

    // A replacement character may also be the author's own, so in UTF-8, and only there, the text is searched for it.
    private int CountInvalid(ReadOnlySpan<byte> content, string text)
    {
        if (!IsUtf8)
            return 0;
        var found = text.AsSpan().Count(CleanText.Replacement);
        return found == 0 ? 0 : Math.Max(0, found - content.Count("\uFFFD"u8) - content.Count((byte)0));
    }
}
