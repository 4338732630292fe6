using System.Text;

namespace Lodestone.Ingestion.Decoding;

/// <summary>In which encoding a file's text is.</summary>
/// <param name="Encoding">The encoding; what is invalid in it decodes to U+FFFD.</param>
/// <param name="MarkLength">Bytes of the byte order mark before the text.</param>
/// <param name="How">How that is known, in words for a note.</param>
internal sealed record TextEncoding(Encoding Encoding, int MarkLength, string How)
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public string Name => Encoding.WebName;

    public bool IsUtf8 => Encoding.CodePage == Utf8.CodePage;

    /// <summary>Whoever does not read UTF-8 says so.</summary>
    public IReadOnlyList<ReadNote> Notes =>
        IsUtf8 ? [] : [new(ReadNoteKind.Encoding, $"Read as {Name}, {How}. If words look wrong, save it as UTF-8.")];

    /// <summary>An encoding by its name in a document or a detector; null when there is none of that name.</summary>
    public static Encoding? Named(string name)
    {
        // What calls itself Latin-1 or ASCII is read as its superset windows-1252, as every browser does.
        var known = name.Trim().ToLowerInvariant() switch
        {
            "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" => "windows-1252",
            "utf8" => "utf-8",
            "gb2312" or "gbk" => "gb18030",
            var other => other,
        };
        try
        {
            // Asked of the provider itself: registering it would change what the whole process understands.
            return known == "utf-8" ? Utf8 : CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The file's text.</summary>
    public string Decode(ReadOnlySpan<byte> content, out int replaced)
    {
        var text = Encoding.GetString(content[MarkLength..]);
        var clean = CleanText.Of(text, out replaced);
        replaced += CountInvalid(content[MarkLength..], clean);
        return clean;
    }

    // A replacement character may also have been written by the author, which only matters, and is only looked for, in UTF-8.
    private int CountInvalid(ReadOnlySpan<byte> content, string text)
    {
        if (!IsUtf8)
            return 0;
        var found = text.AsSpan().Count(CleanText.Replacement);
        return found == 0 ? 0 : Math.Max(0, found - content.Count("\uFFFD"u8) - content.Count((byte)0));
    }
}
