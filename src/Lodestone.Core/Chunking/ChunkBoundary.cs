using System.Globalization;

namespace Lodestone.Chunking;

/// <summary>Where a text may be cut without taking a character apart, as far as its neighbourhood tells.</summary>
/// <remarks>
/// The clusters of Unicode's annex 29 would have to be followed from the text's start. Looking at both sides of one place is enough for
/// surrogates, combining marks, joined emoji, flags and Korean letters, and takes the same time everywhere.
/// </remarks>
internal static class ChunkBoundary
{
    /// <summary>How far back a place is looked for: longer than any cluster that is a character to its reader.</summary>
    private const int Reach = 32;

    private const char Joiner = '\u200D';

    /// <summary>The last place at or before <paramref name="at"/>, after <paramref name="least"/>, that takes no character apart.</summary>
    public static int AtOrBefore(ReadOnlySpan<char> text, int at, int least)
    {
        for (var place = at; place > least && place > at - Reach; place--)
        {
            if (IsClean(text, place))
                return place;
        }

        // A letter under a heap of marks: only halves of a pair stay together.
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
