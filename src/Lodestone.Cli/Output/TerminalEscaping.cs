using System.Globalization;
using System.Text;

namespace Lodestone.Cli.Output;

/// <summary>Makes external text safe to display: an escape sequence in a passage must not reach the terminal.</summary>
internal static class TerminalEscaping
{
    private const char ControlPictures = '\u2400';
    private const char Delete = '\u007F';
    private const char DeletePicture = '\u2421';

    /// <summary>
    /// White space becomes a space; control characters become their pictures; characters that reorder or hide text become U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
            safe.Append(Of(character));
        return safe.ToString();
    }

    private static char Of(char character) => character switch
    {
        '\t' or '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => ' ',
        < ' ' => (char)(ControlPictures + character),
        Delete => DeletePicture,
        // The joiners form letters and emoji; the other format characters change the direction of text or hide it.
        '\u200C' or '\u200D' => character,
        _ => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format ? '\uFFFD' : character,
    };
}
