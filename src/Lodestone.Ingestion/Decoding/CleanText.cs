using System.Buffers;
using System.Text;

namespace Lodestone.Ingestion.Decoding;

/// <summary>The form in which text is stored: lines end in \n, and every character can be encoded as UTF-8.</summary>
internal static class CleanText
{
    public const char Replacement = '\uFFFD';

    private const int MostOfLabel = 1000;

    private static readonly SearchValues<char> Suspects =
        SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c), '\r', '\0']);

    /// <summary>Returns the clean text, and the number of characters that were replaced.</summary>
    public static string Of(string text, out int replaced)
    {
        replaced = 0;
        var at = text.AsSpan().IndexOfAny(Suspects);
        if (at < 0)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\r')
            {
                clean.Append('\n');
                if (at + 1 < text.Length && text[at + 1] == '\n')
                    at++;
            }
            else if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                clean.Append(c).Append(text[++at]);
            }
            else if (c == '\0' || char.IsSurrogate(c))
            {
                clean.Append(Replacement);
                replaced++;
            }
            else
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>Returns the text on one line: runs of white space become one space, and the ends are trimmed.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Returns a title or a name for metadata: on one line, of 1,000 characters at most; null when it has no words.</summary>
    public static string? Label(string? text)
    {
        var line = OneLine(Of(text ?? "", out _));
        return line.Length == 0 ? null : line.Length <= MostOfLabel ? line : Of(line[..MostOfLabel], out _);
    }

    public static ReadNote Replaced(int count) => new(ReadNoteKind.ReplacedCharacters, FormattableString.Invariant(
        $"{(count == 1 ? "1 character" : $"{count} characters")} that cannot be stored as text (invalid bytes, half a surrogate pair, ") +
        "U+0000) became U+FFFD.");
}
