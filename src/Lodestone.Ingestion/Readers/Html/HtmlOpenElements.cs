using System.Collections.Frozen;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Tracks the open elements of an HTML parser by tags alone.</summary>
/// <remarks>
/// An end tag closes its element only where the parser would: not across the border of a table, a cell or a button, and not across a
/// block for inline elements. Where the rules for implied end tags are not followed here, an element counts as open, so the count may
/// be higher than the parser's but never lower.
/// </remarks>
internal sealed class HtmlOpenElements
{
    private static readonly FrozenSet<string> Void = Set("area base br col embed hr img image input link meta param source track wbr");

    // The parser accepts these once a page.
    private static readonly FrozenSet<string> Once = Set("html head body");

    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");

    private static readonly FrozenSet<string> Borders = Set(
        "applet button caption marquee object select svg math table td template th foreignobject desc title mi mo mn ms mtext " +
        "annotation-xml");

    private static readonly FrozenSet<string> EndsParagraph = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav " +
        "ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form hr li dd dt");

    private static readonly FrozenSet<string> Blocks = Set(
        "address applet article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset figcaption figure " +
        "footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe li listing main marquee menu nav noembed noframes " +
        "noscript object ol p plaintext pre script search section select style summary table tbody td template textarea tfoot th thead " +
        "title tr ul xmp svg math foreignobject desc mi mo mn ms mtext annotation-xml");

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

    // Formatting before these is not repeated within them, and formatting within them ends with them.
    private static readonly FrozenSet<string> Markers = Set("applet caption marquee object td template th");

    // The standard's limit: this many identical elements are repeated, the earlier ones are not.
    private const int MostOfAKind = 3;

    private readonly List<string> _open = [];

    // Besides each open element, its spelling if it is a formatting element.
    private readonly List<string?> _written = [];
    private readonly List<(string Name, string Written)> _cutOff = [];
    private readonly Dictionary<string, int> _cutOffOfAKind = new(StringComparer.Ordinal);
    private readonly Stack<int> _cutOffBefore = [];
    private int _foreign;

    public int Count => _open.Count;

    /// <summary>The number of elements that the parser has repeated, because a block interrupted formatting that is not closed.</summary>
    public long Repeated { get; private set; }

    /// <summary>Reopens all interrupted formatting; called before a text or an inline element.</summary>
    public void Repeat()
    {
        var from = _cutOffBefore.TryPeek(out var before) ? before : 0;
        if (_foreign > 0 || _cutOff.Count <= from)
            return;
        Repeated += _cutOff.Count - from;
        for (var i = from; i < _cutOff.Count; i++)
            Push(_cutOff[i].Name, _cutOff[i].Written);
        ForgetFrom(from);
    }

    /// <param name="name">The tag's name.</param>
    /// <param name="selfClosing">Whether the tag ends with a slash.</param>
    /// <param name="attributes">The attributes as one text; called for formatting only.</param>
    public void Start(string name, bool selfClosing, Func<string> attributes)
    {
        if (_foreign > 0)
        {
            // Elements of SVG and MathML can close themselves, and have no other implied ends.
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
        if (!Blocks.Contains(name))
            Repeat();
        if (!Void.Contains(name) && !Once.Contains(name))
            Push(name, Formatting.Contains(name) ? $"{name} {attributes()}" : null);
    }

    public void End(string name)
    {
        if (Formatting.Contains(name))
        {
            // The parser removes it from between elements that remain open.
            if (Find(name, Borders) is >= 0 and var at)
                RemoveAt(at);
            else if (_cutOff.FindLastIndex(c => c.Name == name) is >= 0 and var cut && cut >= _cutOffBefore.FirstOrDefault())
                Forget(cut);
        }
        else
        {
            Close(name, Blocks.Contains(name) ? Borders : Blocks);
        }
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private void Push(string name, string? written = null)
    {
        _open.Add(name);
        _written.Add(written);
        _foreign += name is "svg" or "math" ? 1 : 0;
        if (Markers.Contains(name))
            _cutOffBefore.Push(_cutOff.Count);
    }

    /// <summary>Closes the innermost element of that name and the elements open within it, unless a border lies between.</summary>
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

    /// <summary>Closes the elements within the innermost part of a table; false without a table, where the tag is ignored.</summary>
    private bool ClearTo(FrozenSet<string> context)
    {
        var at = _open.FindLastIndex(context.Contains);
        if (at >= 0)
            RemoveRange(at + 1, _open.Count - at - 1);
        return at >= 0;
    }

    private void RemoveAt(int at)
    {
        _open.RemoveAt(at);
        _written.RemoveAt(at);
    }

    private void RemoveRange(int at, int count)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            _foreign -= _open[i] is "svg" or "math" ? 1 : 0;
            if (Markers.Contains(_open[i]) && _cutOffBefore.TryPop(out var before))
                ForgetFrom(before);
            else if (_written[i] is { } written)
                CutOff(_open[i], written);
        }

        _open.RemoveRange(at, count);
        _written.RemoveRange(at, count);
    }

    private void CutOff(string name, string written)
    {
        var there = _cutOffOfAKind.GetValueOrDefault(written);
        if (there == MostOfAKind)
            return;
        _cutOffOfAKind[written] = there + 1;
        _cutOff.Add((name, written));
    }

    private void ForgetFrom(int first)
    {
        for (var i = _cutOff.Count - 1; i >= first; i--)
            Forget(i);
    }

    private void Forget(int at)
    {
        _cutOffOfAKind[_cutOff[at].Written]--;
        _cutOff.RemoveAt(at);
    }
}
