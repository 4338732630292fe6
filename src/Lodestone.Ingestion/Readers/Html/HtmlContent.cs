using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Decides which parts of a page are its content, by what they hold.</summary>
/// <remarks>
/// One walk counts, for each element, its words, those of links, and the words of lines that read as prose. A part that its author calls
/// navigation, foot or aside stays if it has prose; a list of links goes if it is beside the prose of the page. Text that is hidden at
/// first stays if something on the page can show it. The walk costs a constant for each element and word.
/// </remarks>
internal sealed class HtmlContent
{
    // A page with less prose is an index, whose links are its content.
    private const int MinProse = 50;

    // A short line of links that occurs as often as this belongs to the page's frame ("edit", "top").
    private const int Repeated = 3;

    private readonly Dictionary<IElement, int> _prose = [];
    private readonly HashSet<IElement> _leftOut = [];
    private readonly HashSet<IElement> _layout = [];
    private readonly SortedDictionary<string, (int Parts, int Words)> _counts = new(StringComparer.Ordinal);
    private readonly HtmlReferences _references;

    public HtmlContent(IHtmlDocument page, CancellationToken cancellationToken)
    {
        _references = new HtmlReferences(page);
        var walk = new HtmlWalk(_references, _layout, LeaveOut, cancellationToken);
        var body = walk.Run(page.Body!);
        foreach (var (element, words) in walk.Prose)
            _prose[element] = words;
        var prose = body.Prose - body.Framed;
        LeaveOutLinks(walk, Core(page, prose), prose);
        LeaveOutRepeated(walk);
    }

    /// <summary>How many parts and words were left out, and why; null when none were.</summary>
    public ReadNote? Note => _counts.Count == 0 ? null : new ReadNote(ReadNoteKind.TextLeftOut,
        "Left out as no part of the text: " +
        string.Join(", ", _counts.Select(c => $"{c.Key} ({Count(c.Value.Parts, "part")}, {Count(c.Value.Words, "word")})")) + ".");

    public bool IsLeftOut(IElement element) => _leftOut.Contains(element) || _references.IsTab(element);

    /// <summary>Whether a table places parts of the page; its cells are then paragraphs, not the cells of a row.</summary>
    public bool IsLayout(IElement table) => _layout.Contains(table);

    /// <summary>The label of the tab that shows this element; null for others.</summary>
    public string? LabelOf(IElement element) => _references.LabelOf(element);

    private static string Count(int count, string what) => FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    private void LeaveOut(HtmlPart part, string why)
    {
        if (!_leftOut.Add(part.Element) || part.Words == 0)
            return;
        var (parts, words) = _counts.GetValueOrDefault(why);
        _counts[why] = (parts + 1, words + part.Words);
    }

    /// <summary>The smallest container with most of the page's prose; what its author calls main, where that has half of it.</summary>
    private IElement Core(IHtmlDocument page, int total)
    {
        var core = (IElement)page.Body!;
        if (total == 0)
            return core;
        if (page.QuerySelector("main, [role=main]") is { } main && 2 * _prose.GetValueOrDefault(main) >= total)
            return main;
        while (Child(core, total) is { } next)
            core = next;
        return core;
    }

    private IElement? Child(IElement element, int total)
    {
        for (var i = 0; i < element.ChildNodes.Length; i++)
        {
            // A short paragraph is the introduction of its container, whose lists belong to it.
            if (element.ChildNodes[i] is IElement child && (total >= MinProse || HtmlElements.IsContainer(child.LocalName)) &&
                10L * _prose.GetValueOrDefault(child) >= 7L * total)
                return child;
        }

        return null;
    }

    private void LeaveOutLinks(HtmlWalk walk, IElement core, int prose)
    {
        var (from, to) = walk.PlaceOf(core);
        foreach (var part in walk.Links)
        {
            var isInCore = part.Start >= from && part.End <= to && part.Element != core;
            if (part.Start <= from && part.End >= to)
                continue;
            isInCore |= part.Start >= walk.Main.Start && part.End <= walk.Main.End;
            var goes = HtmlElements.IsNamedForLinks(part.Element)
                ? prose >= Math.Max(MinProse, part.Linked) || !isInCore
                : !isInCore && prose >= part.Linked;
            if (goes)
                LeaveOut(part, "lists of links");
        }
    }

    private void LeaveOutRepeated(HtmlWalk walk)
    {
        foreach (var alike in walk.ShortLinks.GroupBy(p => (p.Hash, p.Words)))
        {
            // An element and the one in it have the same words; the outer one comes last.
            var each = alike.GroupBy(p => p.Start).Select(g => g.Last()).ToArray();
            if (each.Length < Repeated)
                continue;
            foreach (var part in each)
                LeaveOut(part, "lines of links that repeat");
        }
    }
}

/// <summary>What one element holds.</summary>
internal sealed class HtmlPart(IElement element, int start)
{
    public IElement Element => element;

    /// <summary>The number of words on the page before it.</summary>
    public int Start => start;

    public int End { get; set; }

    public int Words { get; set; }

    /// <summary>The words within links.</summary>
    public int Linked { get; set; }

    public int LinkCount { get; set; }

    /// <summary>The words of lines that are mostly no links, and no notice of rights.</summary>
    public int Prose { get; set; }

    /// <summary>Those of <see cref="Prose"/> that are in the page's head, foot and asides.</summary>
    public int Framed { get; set; }

    /// <summary>The sum of the hashes of its words.</summary>
    public ulong Hash { get; set; }

    public bool HasControl { get; set; }

    /// <summary>Whether it is not shown at first.</summary>
    public bool IsHidden { get; set; }

    public bool HasTitle { get; set; }

    public bool HasMath { get; set; }

    /// <summary>The widest row of a table, in cells; whether the table has what only a page's layout has in cells.</summary>
    public int Columns { get; set; }

    public bool HasLayout { get; set; }

    /// <summary>The children, as far as a decision on hidden ones needs them.</summary>
    public List<HtmlPart>? Children { get; set; }

    /// <summary>Hidden parts within it that nothing has been found yet to show.</summary>
    public List<HtmlPart>? Hidden { get; set; }

    /// <summary>The largest lists of links within it, or itself.</summary>
    public List<HtmlPart>? Links { get; set; }
}
