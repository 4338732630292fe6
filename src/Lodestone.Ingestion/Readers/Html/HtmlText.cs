using System.Collections.Frozen;
using AngleSharp.Dom;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Walks a page's tree and composes its readable text.</summary>
/// <remarks>Without recursion, because the author of a page determines its depth.</remarks>
internal sealed class HtmlText(TextComposer text, bool keepBoilerplate, CancellationToken cancellationToken)
{
    private static readonly FrozenSet<string> Unread = FrozenSet.Create(StringComparer.Ordinal,
        "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "audio", "video", "map", "select",
        "datalist", "button", "input", "textarea", "rp");

    private static readonly FrozenSet<string> Boilerplate = FrozenSet.Create(StringComparer.Ordinal,
        "nav", "footer", "aside", "dialog", "menu");

    private static readonly FrozenSet<string> BoilerplateRoles = FrozenSet.Create(StringComparer.Ordinal,
        "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog");

    private static readonly FrozenSet<string> Paragraphs = FrozenSet.Create(StringComparer.Ordinal,
        "p", "section", "article", "main", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "hr", "header", "footer", "nav",
        "aside", "address", "details", "fieldset", "body");

    private static readonly FrozenSet<string> Lines = FrozenSet.Create(StringComparer.Ordinal,
        "div", "li", "tr", "dt", "dd", "summary", "caption", "figcaption", "legend", "form", "center", "option", "thead", "tbody", "tfoot");

    private HashSet<IElement>? _aroundTitles;
    private int _preformatted;
    private bool _firstInRow;

    public void Write(IElement top)
    {
        var left = new Stack<(INode Node, bool Leaving)>([(top, false)]);
        while (left.TryPop(out var step))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step.Leaving)
            {
                Leave((IElement)step.Node);
            }
            else if (step.Node is IText words)
            {
                Words(words.Data);
            }
            else if (step.Node is IElement element && !IsUnread(element, top))
            {
                Enter(element);
                left.Push((element, true));
                // By index: a node finds its sibling by a search through all of its parent's children.
                for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
                    left.Push((element.ChildNodes[i], false));
            }
        }
    }

    /// <summary>The level of a heading element; 0 for others.</summary>
    public static int HeadingLevel(IElement element) =>
        element.LocalName is ['h', >= '1' and <= '6' and var digit] ? digit - '0' : 0;

    private bool IsUnread(IElement element, IElement top)
    {
        if (Unread.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" ||
            element.ClassList.Contains("headerlink") || element.ClassList.Contains("footnote-back-ref"))
        {
            return true;
        }

        if (keepBoilerplate || element == top)
            return false;
        // A page's own header has its logo and menu, unless it contains the page's title; an article's header belongs to the article.
        return Boilerplate.Contains(element.LocalName) ||
            (element.GetAttribute("role") is { } role && BoilerplateRoles.Contains(role)) ||
            (element.LocalName == "header" && element.ParentElement?.LocalName is "body" or "div" && !HoldsTitle(element, top));
    }

    // All elements around headings are found once: headers nest, and each would search all its descendants.
    private bool HoldsTitle(IElement element, IElement top)
    {
        if (_aroundTitles is null)
        {
            _aroundTitles = [];
            foreach (var title in top.QuerySelectorAll("h1"))
            {
                for (var around = title.ParentElement; around is not null && _aroundTitles.Add(around); around = around.ParentElement)
                {
                }
            }
        }

        return _aroundTitles.Contains(element);
    }

    private void Words(string words)
    {
        if (_preformatted > 0)
            text.Preformatted(words);
        else
            text.Inline(words);
    }

    private void Enter(IElement element)
    {
        var name = element.LocalName;
        if (HeadingLevel(element) is > 0 and var level)
            text.BeginHeading(level);
        else if (Paragraphs.Contains(name))
            text.Paragraph();
        else if (Lines.Contains(name) || name == "br")
            text.Line();
        else if (name is "td" or "th")
            BeginCell();
        else if (name == "img" && element.GetAttribute("alt") is { Length: > 0 } words)
            text.Inline(words);
        if (name == "pre")
            _preformatted++;
        else if (name == "tr")
            _firstInRow = true;
    }

    private void BeginCell()
    {
        if (!_firstInRow)
            text.Tab();
        _firstInRow = false;
    }

    private void Leave(IElement element)
    {
        var name = element.LocalName;
        if (HeadingLevel(element) > 0)
            text.EndHeading();
        else if (Paragraphs.Contains(name))
            text.Paragraph();
        else if (Lines.Contains(name))
            text.Line();
        if (name == "pre")
            _preformatted--;
    }
}
