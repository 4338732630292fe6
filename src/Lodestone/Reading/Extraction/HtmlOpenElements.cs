using System.Collections.Frozen;

namespace Lodestone;

/// <summary>Which elements a parser of HTML has open, by its tags alone.</summary>
/// <remarks>
/// An end tag closes what it names only where the parser obeys it: not across a table's, a cell's or a button's border, and not across a
/// block for elements that are no blocks. Where the rules for unsaid ends are not followed here, an element counts as open: the count may
/// be higher than the parser's, and is not lower.
/// </remarks>
internal sealed class HtmlOpenElements
{
    private static readonly FrozenSet<string> Void = Set("area base br col embed hr img image input link meta param source track wbr");

    // What the parser takes once a page, however often it is written.
    private static readonly FrozenSet<string> Once = Set("html head body");

    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");

    private static readonly FrozenSet<string> Borders =
        Set("applet button caption marquee object select svg math table td template th foreignobject desc title mi mo mn ms mtext annotation-xml");

    private static readonly FrozenSet<string> EndsParagraph = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav " +
        "ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form hr li dd dt");

    private static readonly FrozenSet<string> Blocks = Set(
        "address applet article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset figcaption figure " +
        "footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe li listing main marquee menu nav noembed noframes noscript " +
        "object ol p plaintext pre script search section select style summary table tbody td template textarea tfoot th thead title tr ul " +
        "xmp svg math foreignobject desc mi mo mn ms mtext annotation-xml");

    private static readonly FrozenDictionary<string, FrozenSet<string>> TableContexts = new Dictionary<string, FrozenSet<string>>
    {
        ["td"] = Set("tr table template"),
        ["th"] = Set("tr table template"),
        ["tr"] = Set("tbody thead tfoot table template"),
        ["tbody"] = Set("table template"),
        ["thead"] = Set("table template"),
        ["tfoot"] = Set("table template"),
        ["caption"] = Set("table template"),
        ["colgroup"] = Set("table template"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly List<string> _open = [];
    private int _foreign;

    public int Count => _open.Count;

    public void Start(string name, bool selfClosing)
    {
        if (_foreign > 0)
        {
            // Elements of drawings and formulas close themselves, and nothing else there ends unsaid.
            if (!selfClosing || name is "svg" or "math")
                Push(name);
            return;
        }

        if (EndsParagraph.Contains(name))
            Close("p", Borders);
        if (name is "li")
            CloseItem("li", "li");
        else if (name is "dt" or "dd")
            CloseItem("dt", "dd");
        else if (name is "option" or "optgroup")
            CloseTop("option", name);
        else if (name is "rt" or "rp" or "rb" or "rtc")
            CloseTop("rt", "rp");
        else if (TableContexts.TryGetValue(name, out var context) && !ClearTo(context))
            return;
        if (!Void.Contains(name) && !Once.Contains(name))
            Push(name);
    }

    public void End(string name)
    {
        if (Formatting.Contains(name))
        {
            // The parser takes it out from between what stays open.
            if (Find(name, Borders) is >= 0 and var at)
                RemoveRange(at, 1);
        }
        else
        {
            Close(name, Blocks.Contains(name) ? Borders : Blocks);
        }
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private void Push(string name)
    {
        _open.Add(name);
        _foreign += name is "svg" or "math" ? 1 : 0;
    }

    /// <summary>Closes the innermost of that name, and what is open within it, unless a border lies between.</summary>
    private void Close(string name, FrozenSet<string> borders)
    {
        if (Find(name, borders) is >= 0 and var at)
            RemoveRange(at, _open.Count - at);
    }

    private int Find(string name, FrozenSet<string> borders)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i] == name)
                return i;
            if (borders.Contains(_open[i]))
                break;
        }

        return -1;
    }

    private void CloseItem(string name, string orName)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i] == name || _open[i] == orName)
            {
                RemoveRange(i, _open.Count - i);
                return;
            }

            if (Blocks.Contains(_open[i]) && _open[i] is not ("address" or "div" or "p"))
                return;
        }
    }

    private void CloseTop(string name, string orName)
    {
        if (_open.Count > 0 && (_open[^1] == name || _open[^1] == orName))
            RemoveRange(_open.Count - 1, 1);
    }

    /// <summary>Closes all within the innermost part of a table; false where there is no table, and the tag is none.</summary>
    private bool ClearTo(FrozenSet<string> context)
    {
        var at = _open.FindLastIndex(context.Contains);
        if (at >= 0)
            RemoveRange(at + 1, _open.Count - at - 1);
        return at >= 0;
    }

    private void RemoveRange(int at, int count)
    {
        for (var i = at; i < at + count; i++)
            _foreign -= _open[i] is "svg" or "math" ? 1 : 0;
        _open.RemoveRange(at, count);
    }
}
