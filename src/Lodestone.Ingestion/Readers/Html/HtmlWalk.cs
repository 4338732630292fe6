using System.Text;
using AngleSharp.Dom;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Walks a page once and counts what each element holds, children before parents; without recursion.</summary>
internal sealed class HtmlWalk(
    HtmlReferences references, HashSet<IElement> layout, Action<HtmlPart, string> leaveOut, CancellationToken cancellationToken)
{
    // A line of prose has a few words; captions and labels have fewer.
    private const int ProseLine = 6;

    // A longer line is prose whatever it begins with.
    private const int ColophonCharacters = 300;

    // The words of an aside, at least, that are not in links.
    private const int AsideWords = 4;

    private const int ShortLink = 12;
    private const int LayoutCellWords = 80;
    private const int ControlWords = 40;
    private const int ConsentWords = 150;
    private const int DecorationWords = 3;
    private const int ManyOptions = 20;

    private readonly Stack<(HtmlPart Part, int Next)> _open = new();
    private readonly Dictionary<IElement, (int Start, int End)> _places = [];
    private readonly StringBuilder _line = new();
    private int _words;
    private int _lineWords;
    private int _lineUnlinked;
    private int _links;

    public List<(IElement Element, int Words)> Prose { get; } = [];

    /// <summary>The largest lists of links of the page.</summary>
    public List<HtmlPart> Links { get; private set; } = [];

    /// <summary>Short blocks that have nothing but links.</summary>
    public List<HtmlPart> ShortLinks { get; } = [];

    /// <summary>The words of an element with prose, or of the page.</summary>
    public (int Start, int End) PlaceOf(IElement element) => _places.GetValueOrDefault(element, (0, int.MaxValue));

    /// <summary>The words of the page's main element, as its author names it; none when there is no such element.</summary>
    public (int Start, int End) Main { get; private set; }

    public HtmlPart Run(IElement body)
    {
        Open(body);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (part, next) = _open.Pop();
            if (next == part.Element.ChildNodes.Length)
            {
                Close(part);
                if (_open.Count == 0)
                {
                    foreach (var hidden in part.Hidden ?? [])
                        leaveOut(hidden, "hidden parts");
                    Links = part.Links ?? [];
                    return part;
                }

                continue;
            }

            _open.Push((part, next + 1));
            var node = part.Element.ChildNodes[next];
            if (node is IText text)
                Take(text.Data, part);
            else if (node is IElement element && !HtmlElements.IsUnread(element) && !references.IsTab(element))
                Open(element);
            else if (node is IElement { LocalName: "input" } input)
                TakeInput(input, part);
        }
    }

    private void Open(IElement element)
    {
        if (HtmlElements.IsBlock(element.LocalName) && _open.TryPeek(out var parent))
            EndLine(parent.Part);
        _links += IsLink(element) ? 1 : 0;
        var part = new HtmlPart(element, _words);
        if (HtmlElements.ValueOf(element) is { Length: > 0 } value)
            Take(value, part);
        _open.Push((part, 0));
    }

    private void TakeInput(IElement input, HtmlPart part)
    {
        part.HasControl |= HtmlElements.IsControl(input);
        if (HtmlElements.ValueOf(input) is { Length: > 0 } value)
            Take(value, part);
    }

    private static bool IsLink(IElement element) => element.LocalName is "a" or "button";

    private void Take(string text, HtmlPart part)
    {
        if (_line.Length < ColophonCharacters)
            _line.Append(text.AsSpan(0, Math.Min(text.Length, ColophonCharacters - _line.Length)));
        var (words, ideographs, hash, inWord) = (0, 0, 0UL, false);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                part.Hash += hash;
                (inWord, hash) = (false, 0);
                continue;
            }

            // Scripts without spaces have about two characters to a word.
            if (c is >= '\u2E80' and <= '\uD7FF')
                ideographs++;
            else if (!inWord)
                words++;
            inWord = true;
            hash = ((hash == 0 ? 14695981039346656037UL : hash) ^ c) * 1099511628211UL;
        }

        part.Hash += hash;
        words += (ideographs + 1) / 2;
        part.Words += words;
        _words += words;
        _lineWords += words;
        if (_links > 0)
            part.Linked += words;
        else
            _lineUnlinked += words;
    }

    /// <summary>Ends a line of the page; its words are prose of the innermost block.</summary>
    private void EndLine(HtmlPart part)
    {
        if (_lineUnlinked >= ProseLine && 2 * _lineUnlinked >= _lineWords &&
            (_line.Length >= ColophonCharacters || !HtmlElements.IsColophon(_line.ToString())))
            part.Prose += _lineUnlinked;
        _line.Clear();
        (_lineWords, _lineUnlinked) = (0, 0);
    }

    private void Close(HtmlPart part)
    {
        var element = part.Element;
        var name = element.LocalName;
        if (HtmlElements.IsBlock(name))
            EndLine(part);
        _links -= IsLink(element) ? 1 : 0;
        part.LinkCount += IsLink(element) && part.Words > 0 ? 1 : 0;
        part.HasControl |= HtmlElements.IsControl(element);
        part.HasTitle |= name == "h1" && part.Words > 0;
        part.HasMath |= name == "math";
        part.End = _words;
        if (Main.End == 0 && HtmlElements.IsMain(element))
            Main = (part.Start, part.End);
        JudgeHidden(part);
        JudgeTable(part);
        if (HtmlElements.IsFrame(element))
            part.Framed = part.Prose;
        if (part.Prose > part.Framed)
        {
            Prose.Add((element, part.Prose - part.Framed));
            _places[element] = (part.Start, part.End);
        }

        if (_open.Count == 0)
            return;
        var parent = _open.Peek().Part;
        if (HtmlElements.IsHidden(element))
        {
            // Its words are counted by itself: they must not make the page's visible text.
            part.IsHidden = true;
            (parent.Children ??= []).Add(part);
            return;
        }

        if (WhyLeftOut(part) is { } why)
        {
            leaveOut(part, why);
            return;
        }

        TakeLinks(part);
        Join(parent, part);
    }

    private string? WhyLeftOut(HtmlPart part)
    {
        var element = part.Element;
        if (part.Words == 0)
            return null;
        if (HtmlElements.IsNamedForConsent(element) && part.Words <= ConsentWords)
            return "notices of consent";
        if (HtmlElements.IsNavigation(element) && !part.HasTitle && part.Prose == 0)
            return "navigation";
        var unlinked = part.Words - part.Linked;
        if (HtmlElements.IsBeside(element) && (unlinked < AsideWords || (part.Prose == 0 && part.Linked > unlinked)))
            return "asides without text";
        if (element.LocalName == "button" && !HtmlElements.IsTextOfButton(element, part.Words, IsInHeading()) && !ShowsWhatFollows())
            return "buttons";
        if (element.LocalName == "select" && element.ChildElementCount > ManyOptions)
            return "lists of options";
        return element.GetAttribute("aria-hidden") == "true" && (part.Words < DecorationWords || _open.Peek().Part.HasMath)
            ? "decoration"
            : null;
    }

    private bool IsInHeading() => _open.Take(3).Any(o =>
        HtmlElements.HeadingLevel(o.Part.Element.LocalName) > 0 || o.Part.Element.LocalName is "summary" or "dt" or "legend");

    /// <summary>Whether the element that has just ended is before one that is shown on demand, as the label of it.</summary>
    private bool ShowsWhatFollows()
    {
        foreach (var (parent, next) in _open.Take(2))
        {
            var following = parent.Element.ChildNodes;
            for (var i = next; i < Math.Min(next + 3, following.Length); i++)
            {
                if (following[i] is IElement element)
                    return HtmlElements.IsHidden(element) || HtmlElements.IsNamedForShowing(element);
            }
        }

        return false;
    }

    private void TakeLinks(HtmlPart part)
    {
        var name = part.Element.LocalName;
        // In navigation that has prose, the lists of links go at once.
        if (part.Links is { } inside && (HtmlElements.IsNavigation(part.Element) || HtmlElements.IsBeside(part.Element)))
        {
            foreach (var links in inside)
                leaveOut(links, "lists of links");
            part.Links = null;
        }
        else if (name is "div" or "ul" or "ol" or "dl" or "section" or "td" or "table" or "form" or "p" or "tr" or "tbody" &&
            part is { LinkCount: >= 3, Prose: 0 } && 10L * part.Linked >= 6L * part.Words)
        {
            part.Links = [part];
        }

        // Not what is within a link: that may be a word of a sentence.
        if (_links == 0 && part.Words is > 0 and <= ShortLink && part.Linked == part.Words && name is "div" or "p" or "ul" or "section")
            ShortLinks.Add(part);
    }

    private static void Join(HtmlPart parent, HtmlPart part)
    {
        parent.Words += part.Words;
        parent.Linked += part.Linked;
        parent.LinkCount += part.LinkCount;
        parent.Prose += part.Prose;
        parent.Framed += part.Framed;
        parent.Hash += part.Hash;
        parent.HasControl |= part.HasControl;
        parent.HasTitle |= part.HasTitle;
        parent.HasMath |= part.HasMath;
        parent.HasLayout |= part.HasLayout && part.Element.LocalName != "table";
        if (part.Element.LocalName is "td" or "th")
            parent.Columns++;
        else if (part.Element.LocalName is "tr" or "tbody" or "thead" or "tfoot")
            parent.Columns = Math.Max(parent.Columns, part.Columns);
        (parent.Children ??= []).Add(part);
        if (part.Links is not { } links)
            return;
        // The smaller list is added to the larger one, so that no element is moved often.
        if (parent.Links is { } there && there.Count >= links.Count)
        {
            there.AddRange(links);
        }
        else
        {
            links.AddRange(parent.Links ?? []);
            parent.Links = links;
        }
    }

    private void JudgeTable(HtmlPart part)
    {
        var name = part.Element.LocalName;
        if (name is "pre" || (HtmlElements.HeadingLevel(name) > 0 && part.Words > 0) || (name is "td" && part.Words > LayoutCellWords))
            part.HasLayout = true;
        if (name != "table")
            return;
        if (part.HasLayout || part.Columns <= 1 || part.Element.GetAttribute("role") is "presentation" or "none")
            layout.Add(part.Element);
        // A table within a cell: the outer one places it.
        if (_open.FirstOrDefault(o => o.Part.Element.LocalName is "td" or "table") is { Part: { } cell } && cell.Element.LocalName == "td")
            cell.HasLayout = true;
    }

    /// <summary>Decides on the hidden children of an element, and on those of its children, by what is beside them.</summary>
    private void JudgeHidden(HtmlPart part)
    {
        if (part.Children is not { } children)
            return;
        var undecided = new List<HtmlPart>();
        for (var i = 0; i < children.Count; i++)
        {
            var child = children[i];
            List<HtmlPart> within = child.IsHidden ? [child] : child.Hidden ?? [];
            foreach (var hidden in within)
            {
                if (hidden.Words == 0 || IsShown(hidden, part, children, i))
                    continue;
                // Once more from one level above; from farther away, nothing is its control.
                if (child.IsHidden)
                    undecided.Add(hidden);
                else
                    leaveOut(hidden, "hidden parts");
            }

            (child.Hidden, child.Children) = (null, null);
        }

        part.Hidden = undecided.Count > 0 ? undecided : null;
    }

    private bool IsShown(HtmlPart hidden, HtmlPart parent, List<HtmlPart> siblings, int at)
    {
        if (references.LeadTo(hidden.Element) || references.LabelOf(hidden.Element) is not null ||
            HtmlElements.IsNamedForShowing(hidden.Element) || HtmlElements.IsNamedForShowing(parent.Element))
            return true;
        for (var i = Math.Max(0, at - 3); i <= Math.Min(at + 1, siblings.Count - 1); i++)
        {
            if (i != at && siblings[i].HasControl && siblings[i].Words <= ControlWords)
                return true;
        }

        return false;
    }
}
