using System.Globalization;

namespace Lodestone.Chunking;

/// <summary>Reads a text forward once, as sentences, lines and paragraphs.</summary>
/// <remarks>Long sentences are cut, at white space where possible, so that no unit is longer than a limit.</remarks>
internal ref struct TextUnits(ReadOnlySpan<char> text, ReadOnlySpan<int> sections)
{
    /// <summary>The maximum characters of a unit.</summary>
    public const int Longest = 8_192;

    private readonly ReadOnlySpan<char> _text = text;
    private ReadOnlySpan<int> _sections = sections;
    private BreakStrength _next = BreakStrength.Paragraph;

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>The quality of the start as a boundary.</summary>
    public BreakStrength Break { get; private set; }

    public bool MoveNext()
    {
        if (End == _text.Length)
            return false;
        (Start, Break) = (End, _next);
        var heads = !_sections.IsEmpty && _sections[0] == Start;
        if (heads)
        {
            Break = BreakStrength.Heading;
            while (!_sections.IsEmpty && _sections[0] == Start)
                _sections = _sections[1..];
        }

        var limit = Math.Min(_sections.IsEmpty ? _text.Length : _sections[0], Start + Longest);
        (End, _next) = FindEnd(limit);
        if (End == limit && limit < _text.Length && (_sections.IsEmpty || limit != _sections[0]))
            (End, _next) = Cut(limit);
        // A heading stays with the text below it.
        if (heads && _next > BreakStrength.Word)
            _next = BreakStrength.Word;
        return true;
    }

    private readonly (int End, BreakStrength Next) FindEnd(int limit)
    {
        for (var at = Start; at < limit; at++)
        {
            var character = _text[at];
            if (IsNewLine(character))
                return Skip(at, limit, BreakStrength.Line);
            if (SentenceEnd.IsMark(character) && SentenceEnd.After(_text[..limit], at, Start) is > 0 and var end)
                return Skip(end, limit, BreakStrength.Sentence);
        }

        return (limit, BreakStrength.Word);
    }

    /// <summary>Skips the white space that follows; an empty line in it ends a paragraph.</summary>
    private readonly (int End, BreakStrength Next) Skip(int at, int limit, BreakStrength strength)
    {
        var lines = 0;
        for (; at < limit && char.IsWhiteSpace(_text[at]); at++)
            lines += IsNewLine(_text[at]) && !(_text[at] == '\n' && at > 0 && _text[at - 1] == '\r') ? 1 : 0;
        return (at, lines > 1 ? BreakStrength.Paragraph : strength);
    }

    private readonly (int End, BreakStrength Next) Cut(int limit)
    {
        var space = _text[(Start + 1)..limit].LastIndexOfAny(" \t\u00A0\u3000");
        return space > 0
            ? (Start + space + 2, BreakStrength.Word)
            : (ChunkBoundary.AtOrBefore(_text, limit, Start), BreakStrength.Anywhere);
    }

    private static bool IsNewLine(char character) => character is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f';
}

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

/// <summary>Finds positions where a text may be cut without splitting a character, judged by the neighbouring characters.</summary>
/// <remarks>
/// Grapheme clusters (Unicode annex 29) would have to be followed from the text's start. Looking at both sides of one position is enough
/// for surrogates, combining marks, joined emoji, flags and Korean letters, and takes the same time everywhere.
/// </remarks>
internal static class ChunkBoundary
{
    /// <summary>How many characters back to look for a boundary: more than any cluster that its reader sees as a character.</summary>
    private const int Reach = 32;

    private const char Joiner = '\u200D';

    /// <summary>The last boundary at or before <paramref name="at"/> and after <paramref name="least"/> that splits no character.</summary>
    public static int AtOrBefore(ReadOnlySpan<char> text, int at, int least)
    {
        for (var place = at; place > least && place > at - Reach; place--)
        {
            if (IsClean(text, place))
                return place;
        }

        // A letter with very many marks: then only surrogate pairs are kept together.
        return at - 1 > least && IsPair(text, at) ? at - 1 : IsPair(text, at) ? at + 1 : at;
    }

    private static bool IsClean(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return true;
        char before = text[at - 1], after = text[at];
        if (char.IsAscii(before) && char.IsAscii(after))
            return before != '\r' || after != '\n';
        if (IsPair(text, at) || before == Joiner || after == Joiner || IsKoreanVowelOrEnd(after))
            return false;
        var code = CodePointAt(text, at);
        return !IsMark(code) && code is not (>= 0x1F3FB and <= 0x1F3FF) && !(IsFlag(code) && IsFlag(CodePointAt(text, at - 2)));
    }

    private static bool IsPair(ReadOnlySpan<char> text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);

    private static bool IsFlag(int code) => code is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsKoreanVowelOrEnd(char character) => character is >= '\u1160' and <= '\u11FF';

    private static bool IsMark(int code) => CharUnicodeInfo.GetUnicodeCategory(code) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static int CodePointAt(ReadOnlySpan<char> text, int at) =>
        at < 0 ? 0
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? char.ConvertToUtf32(text[at], text[at + 1])
        : text[at];
}
