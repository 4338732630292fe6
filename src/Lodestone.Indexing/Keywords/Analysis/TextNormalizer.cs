using System.Globalization;
using System.Text;
using Lodestone.Unicode;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Writes a text for search: one spelling of what readers see as the same characters, before words are found in it.</summary>
/// <remarks>
/// The result is NFKC with these differences: characters without appearance are left out, all apostrophes are one, all hyphens are one,
/// digits are ASCII, a final sigma is a sigma, <c>İ</c> is written as its lowercase, and a raised or lowered number (<c>10³</c>), a
/// fraction (<c>2½</c>) and a trademark sign do not run together with the characters before them. Texts that are canonically equivalent
/// (NFC, NFD) have the same result.
/// </remarks>
internal static class TextNormalizer
{
    /// <summary>Normalises a text.</summary>
    /// <param name="text">Any text; half a surrogate pair becomes U+FFFD, since it cannot be written to the index.</param>
    /// <param name="places">Whether the result can find the place of its characters in <paramref name="text"/>.</param>
    public static NormalizedText Normalize(string text, bool places)
    {
        if (Ascii.IsValid(text) && !text.Contains('`'))
            return new(text, null);
        var output = new NormalizedCharacters(text.Length, places);
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = Read(text, i, out length);
            Append(output, text, value, i, i + length);
        }
        output.Compose();
        return output.ToText();
    }

    private static void Append(NormalizedCharacters output, string text, int value, int start, int end)
    {
        var rule = CharacterRules.Of(value);
        switch (rule)
        {
            case CharacterRule.Composed when IsMark(text, end):
            case CharacterRule.Changes:
                Change(output, text, value, start, end);
                break;
            case CharacterRule.Ignored:
                if (value == 0x200B && output.Count > 0 && CharacterRules.IsOfUnspacedScript(output.Last))
                    output.Append(' ', start, end);
                break;
            default:
                output.Append(value, start, end, rule == CharacterRule.Combines);
                break;
        }
    }

    private static void Change(NormalizedCharacters output, string text, int value, int start, int end)
    {
        if (CharacterRules.IsApostropheBetweenLetters(value))
        {
            var isApostrophe = output.Count > 0 && char.IsLetter(output.Last) && end < text.Length && char.IsLetter(text[end]);
            if (isApostrophe || value < 0x80)
            {
                output.Append(isApostrophe ? '\'' : value, start, end);
                return;
            }
        }
        if (value == CharacterRules.DottedCapitalI)
        {
            output.Append('i', start, end);
            output.Append(CharacterRules.DotAbove, start, end, combines: true);
            return;
        }

        Span<char> parts = stackalloc char[Decomposition.Longest];
        ReadOnlySpan<char> decomposed = parts[..Decomposition.Of(value, true, parts)];
        if (decomposed.IsEmpty)
        {
            output.Append(CharacterRules.Plain(value), start, end);
            return;
        }
        if (IsApart(value, decomposed, output))
            output.Append(' ', start, end);
        foreach (var part in decomposed.EnumerateRunes())
            output.Append(CharacterRules.Plain(part.Value), start, end, CharacterRules.Of(part.Value) == CharacterRule.Combines);
        output.IsAfterNumber = CharUnicodeInfo.GetUnicodeCategory(value) == UnicodeCategory.OtherNumber;
    }

    // 10³ is not 103, and Java™ is not javatm; but m² is m2, and ¹² is 12.
    private static bool IsApart(int value, ReadOnlySpan<char> decomposed, NormalizedCharacters output)
    {
        if (output.Count == 0)
            return false;
        if (value is 0x2120 or 0x2122)
            return char.IsLetterOrDigit(output.Last);
        return char.IsAsciiDigit(decomposed[0]) && char.IsAsciiDigit(output.Last) &&
            CharUnicodeInfo.GetUnicodeCategory(value) == UnicodeCategory.OtherNumber &&
            (!output.IsAfterNumber || decomposed.Length > 1);
    }

    // Whether a mark follows, with nothing but characters without appearance between.
    private static bool IsMark(string text, int at)
    {
        while (at < text.Length)
        {
            var rule = CharacterRules.Of(Read(text, at, out var length));
            if (rule != CharacterRule.Ignored)
                return rule == CharacterRule.Combines;
            at += length;
        }
        return false;
    }

    private static int Read(string text, int at, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return rune.Value;
    }
}

/// <summary>A text as it is searched, and where its characters come from.</summary>
/// <param name="Text">The normalised text.</param>
/// <param name="Places">The start and the end in the original of what each character comes from; null when nothing changed.</param>
internal readonly record struct NormalizedText(string Text, (int Start, int End)[]? Places)
{
    /// <summary>The range of the original text that a range of this text, which is not empty, comes from.</summary>
    public (int Start, int End) Original(int start, int end) => Places is null ? (start, end) : (Places[start].Start, Places[end - 1].End);
}
