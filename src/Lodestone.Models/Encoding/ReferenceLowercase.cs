using System.Text;

namespace Lodestone.Models;

/// <summary>
/// Lower case as the reference library has it when sentence_bert_config.json sets do_lower_case: Unicode's full mapping, in which a
/// capital I with a dot becomes two characters and a capital sigma at the end of a word becomes a final one.
/// </summary>
internal static class ReferenceLowercase
{
    private const char CapitalSigma = '\u03A3';
    private const char FinalSigma = '\u03C2';
    private const char DottedCapitalI = '\u0130';

    public static string Apply(string text)
    {
        var lower = text.ToLowerInvariant();
        if (text.AsSpan().IndexOfAny(CapitalSigma, DottedCapitalI) < 0)
            return lower;

        var result = new StringBuilder(lower.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == DottedCapitalI)
                result.Append("i\u0307");
            else if (text[i] == CapitalSigma && Cased(text, i - 1, -1) && !Cased(text, i + 1, 1))
                result.Append(FinalSigma);
            else
                result.Append(lower[i]);
        }

        return result.ToString();
    }

    /// <summary>Whether the next character that is not case-ignorable is a letter with case.</summary>
    private static bool Cased(string text, int at, int step)
    {
        while (at >= 0 && at < text.Length)
        {
            if (char.IsLetter(text[at]))
                return char.IsUpper(text[at]) || char.IsLower(text[at]);
            if (text[at] is not ('\'' or '.' or ':' or '\u00AD' or '\u2019') &&
                char.GetUnicodeCategory(text[at]) != System.Globalization.UnicodeCategory.NonSpacingMark)
                return false;
            at += step;
        }

        return false;
    }
}
