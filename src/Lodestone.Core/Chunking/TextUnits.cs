using System.Globalization;
using Lodestone.Reading;

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
