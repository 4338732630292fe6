using System.Text;
using Lodestone.Unicode;
using Lucene.Net.Analysis.Miscellaneous;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Writes a word as people write it who cannot or do not type its accents.</summary>
/// <remarks>
/// Latin letters become ASCII (<c>ß</c> is <c>ss</c>), Greek and Cyrillic letters and Hebrew and Arabic text lose their marks, except
/// Cyrillic <c>й</c>, which is a letter of its own. Scripts whose marks are vowels or other consonants (Devanagari, kana) are left alone.
/// Cyrillic or Greek letters among Latin ones that look like Latin ones become these.
/// </remarks>
internal static class AccentFolding
{
    private const string LookAlikes =
        "аa еe оo рp сc хx уy іi јj ѕs һh ԁd АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY ІI ЈJ ЅS " +
        "οo αa νv ρp ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX";

    private static readonly Dictionary<char, char> Latin = LookAlikes.Split(' ').ToDictionary(p => p[0], p => p[1]);

    // FoldToASCII makes up to four characters of one.
    private const int Longest = 4;

    /// <summary>Appends the folded word.</summary>
    /// <returns>Whether it differs from the word; otherwise nothing was appended.</returns>
    public static bool TryAppend(ReadOnlySpan<char> word, StringBuilder output)
    {
        if (Ascii.IsValid(word))
            return false;
        var start = output.Length;
        var looksLatin = LooksLatin(word);
        char[] one = new char[1], folded = new char[Longest];
        foreach (var c in word)
        {
            if (looksLatin && Latin.TryGetValue(c, out var latin))
            {
                output.Append(latin);
            }
            else if (IsGreekOrCyrillic(c))
            {
                output.Append(c is 'й' or 'Й' ? c : Base(c));
            }
            else if (!IsMark(c))
            {
                one[0] = c;
                output.Append(folded, 0, ASCIIFoldingFilter.FoldToASCII(one, 0, folded, 0, 1));
            }
        }
        if (output.Length > start && !Equals(word, output, start))
            return true;
        output.Length = start;
        return false;
    }

    private static bool IsGreekOrCyrillic(char c) => c is (>= '\u0370' and <= '\u052F') or (>= '\u1F00' and <= '\u1FFF');

    private static char Base(char letter)
    {
        if (CharacterRules.Of(letter) == CharacterRule.Kept)
            return letter;
        Span<char> parts = stackalloc char[Decomposition.Longest];
        return Decomposition.Of(letter, false, parts) > 0 ? parts[0] : letter;
    }

    // Marks of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, and the Arabic line that only makes a word longer.
    private static bool IsMark(char c) => c is (>= '\u0300' and <= '\u036F') or (>= '\u0591' and <= '\u05BD') or '\u05BF' or '\u05C1'
        or '\u05C2' or '\u05C4' or '\u05C5' or '\u05C7' or (>= '\u064B' and <= '\u0655') or '\u0670' or '\u0640';

    private static bool LooksLatin(ReadOnlySpan<char> word)
    {
        bool hasLatin = false, hasOther = false;
        foreach (var c in word)
        {
            if (char.IsAsciiLetter(c))
                hasLatin = true;
            else if (Latin.ContainsKey(c))
                hasOther = true;
            else if (IsGreekOrCyrillic(c))
                return false;
        }
        return hasLatin && hasOther;
    }

    private static bool Equals(ReadOnlySpan<char> word, StringBuilder output, int start)
    {
        if (output.Length - start != word.Length)
            return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (output[start + i] != word[i])
                return false;
        }
        return true;
    }
}
