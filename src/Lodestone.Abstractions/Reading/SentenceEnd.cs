using System.Globalization;

namespace Lodestone.Reading;

/// <summary>Decides whether a sentence ends at a punctuation mark.</summary>
/// <remarks>
/// Rules, not a model: the marks of scripts without spaces always end a sentence; a full stop, question mark or exclamation mark only
/// before white space, so that 3.5.1 and example.com stay whole; a full stop not after an abbreviation or an initial, nor before a
/// lower-case letter.
/// </remarks>
internal static class SentenceEnd
{
    /// <summary>
    /// Marks that end a sentence whatever follows: wide and half-wide Chinese and Japanese, Devanagari, Burmese, Ethiopic, Khmer, Arabic,
    /// Urdu, and doubled question and exclamation marks.
    /// </summary>
    private const string Always =
        "\u3002\uFF01\uFF1F\uFF0E\uFF61\u0964\u0965\u104B\u1362\u17D4\u061F\u06D4\u203C\u2047\u2048\u2049";

    private const string BeforeSpace = ".!?\u2026";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "al", "cf", "e.g", "i.e", "approx", "dept", "gen", "rev", "hon",
        "bzw", "z.b", "u.a", "d.h", "ggf", "vgl", "inkl", "p.ej", "sra", "mme", "mlle",
    };

    private static readonly HashSet<string> BeforeNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "nr", "fig", "figs", "p", "pp", "vol", "eq", "eqs", "sec", "art", "ch", "ref", "refs", "ca", "tab", "ex",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AbbreviationSpans =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NumberSpans =
        BeforeNumbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsMark(char character) => char.IsAscii(character)
        ? character is '.' or '!' or '?'
        : character == '\u2026' || Always.Contains(character, StringComparison.Ordinal);

    /// <summary>The end of the sentence whose mark is at <paramref name="at"/>, closing quotes included; 0 when it continues.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index of a mark.</param>
    /// <param name="start">The index where the sentence begins.</param>
    public static int After(ReadOnlySpan<char> text, int at, int start)
    {
        var mark = text[at];
        var end = at + 1;
        while (end < text.Length && end - at < 8 && (IsMark(text[end]) || IsClosing(text[end])))
        {
            if (IsMark(text[end]))
                mark = text[end];
            end++;
        }

        if (end == text.Length || !BeforeSpace.Contains(mark, StringComparison.Ordinal))
            return end;
        if (!char.IsWhiteSpace(text[end]))
            return 0;
        return mark == '.' && GoesOn(text, at, end, start) ? 0 : end;
    }

    private static bool GoesOn(ReadOnlySpan<char> text, int at, int end, int start)
    {
        var next = end;
        while (next < text.Length && next - end < 8 && char.IsWhiteSpace(text[next]))
            next++;
        if (next < text.Length && char.IsLower(text[next]))
            return true;
        var from = at;
        while (from > start && at - from < 12 && (char.IsLetter(text[from - 1]) || text[from - 1] == '.'))
            from--;
        var word = text[from..at];
        return word.Length == 1 && char.IsUpper(word[0]) || AbbreviationSpans.Contains(word)
            || (next < text.Length && char.IsDigit(text[next]) && NumberSpans.Contains(word));
    }

    private static bool IsClosing(char character) => character is '"' or '\'' || char.GetUnicodeCategory(character) is
        UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation;
}
