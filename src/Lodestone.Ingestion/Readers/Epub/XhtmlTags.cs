using System.Collections.Frozen;
using System.Text;

namespace Lodestone.Ingestion.Readers.Epub;

/// <summary>Writes the empty elements of XHTML as HTML has them, where <c>&lt;title/&gt;</c> would begin a title without an end.</summary>
internal static class XhtmlTags
{
    private static readonly FrozenSet<string> Void = FrozenSet.ToFrozenSet(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"],
        StringComparer.OrdinalIgnoreCase);

    public static string Close(string xhtml)
    {
        var html = new StringBuilder(xhtml.Length);
        var from = 0;
        while (xhtml.IndexOf('<', from) is >= 0 and var open)
        {
            var name = NameAt(xhtml, open + 1);
            var end = name.Length == 0 ? open + 1 : EndOf(xhtml, open);
            html.Append(xhtml, from, end - from);
            from = end;
            if (name.Length > 0 && html[^1] == '>' && html[^2] == '/' && !Void.Contains(name))
            {
                html.Length -= 2;
                html.Append("></").Append(name).Append('>');
            }
        }

        return html.Append(xhtml, from, xhtml.Length - from).ToString();
    }

    private static string NameAt(string xhtml, int at)
    {
        const int most = 64;
        var end = at;
        while (end < xhtml.Length && end - at < most && (char.IsAsciiLetterOrDigit(xhtml[end]) || xhtml[end] is ':' or '-'))
            end++;
        return end > at && char.IsAsciiLetter(xhtml[at]) ? xhtml[at..end] : "";
    }

    /// <summary>The index after the tag's end, which an attribute's value in quotes does not contain.</summary>
    private static int EndOf(string xhtml, int open)
    {
        var quote = '\0';
        for (var at = open; at < xhtml.Length; at++)
        {
            var c = xhtml[at];
            if (quote == '\0' && c == '>')
                return at + 1;
            if (c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'')
                quote = c;
        }

        return xhtml.Length;
    }
}
