using AngleSharp.Dom;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Walks a page's tree and composes its readable text.</summary>
/// <remarks>Without recursion, because the author of a page determines its depth.</remarks>
internal sealed class HtmlText(TextComposer text, HtmlContent? content, CancellationToken cancellationToken)
{
    // A reference to a note is a number, a letter or a mark.
    private const int MaxNoteMark = 4;

    private readonly Stack<bool> _tables = new();
    private int _preformatted;
    private int _cells;
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
            else if (step.Node is IElement { LocalName: "input" } input)
            {
                Value(HtmlElements.ValueOf(input));
            }
            else if (step.Node is IElement { LocalName: "select" } select && content?.IsLeftOut(select) == true)
            {
                // Its list is left out, and the choice that is made is on the page.
                Value(select.QuerySelector("option[selected]")?.TextContent);
            }
            else if (step.Node is IElement element && !HtmlElements.IsUnread(element) && content?.IsLeftOut(element) != true)
            {
                Enter(element);
                left.Push((element, true));
                // By index: a node finds its sibling by a search through all of its parent's children.
                for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
                    left.Push((element.ChildNodes[i], false));
            }
        }
    }

    // A cell of a table of data is on the line of its row, and all of its content with it.
    private bool IsInCell => _cells > 0;

    private void Words(string words)
    {
        if (_preformatted > 0 && !IsInCell)
            text.Preformatted(words);
        else
            text.Inline(words);
    }

    private void Value(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return;
        text.Inline(" ");
        text.Inline(value);
        text.Inline(" ");
    }

    private void Enter(IElement element)
    {
        var name = element.LocalName;
        if (content?.LabelOf(element) is { } label)
        {
            text.Paragraph();
            text.Inline(label);
            text.Line();
        }

        if (name is "td" or "th" && _tables.TryPeek(out var isData))
            BeginCell(isData);
        else
            Break(name, before: true);
        if (HtmlElements.ValueOf(element) is { } value)
            Label(name, value);
        else if (name == "img" && element.GetAttribute("alt") is { Length: > 0 } words)
            text.Inline(words);
        else if (IsPreformatted(name))
            _preformatted++;
        else if (name == "table")
            _tables.Push(!IsInCell && content?.IsLayout(element) != true);
        else if (name == "tr")
            _firstInRow = true;
        else if (IsNoteReference(element))
            text.Inline("[");
    }

    private void Label(string name, string value)
    {
        Value(value);
        if (name == "optgroup" && !IsInCell)
            text.Line();
    }

    private void Leave(IElement element)
    {
        var name = element.LocalName;
        if (name == "table")
            _tables.TryPop(out _);
        if (name is "td" or "th" && _tables.TryPeek(out var isData))
            _cells -= isData ? 1 : 0;
        Break(name, before: false);
        if (IsPreformatted(name))
            _preformatted--;
        else if (IsNoteReference(element))
            text.Inline("]");
    }

    private void BeginCell(bool isData)
    {
        if (isData && !IsInCell)
        {
            if (!_firstInRow)
                text.Tab();
            _firstInRow = false;
        }
        else if (isData)
        {
            text.Inline(" ");
        }
        else
        {
            text.Paragraph();
        }

        _cells += isData ? 1 : 0;
    }

    private void Break(string name, bool before)
    {
        var level = HtmlElements.HeadingLevel(name);
        if (IsInCell)
        {
            if (HtmlElements.IsBlock(name))
                text.Inline(" ");
        }
        else if (level > 0 && before)
        {
            text.BeginHeading(level);
        }
        else if (level > 0)
        {
            text.EndHeading();
        }
        else if (HtmlElements.IsParagraph(name))
        {
            text.Paragraph();
        }
        else if (HtmlElements.IsLine(name) || (name == "br" && before))
        {
            text.Line();
        }
    }

    private static bool IsPreformatted(string name) => name is "pre" or "textarea";

    // The mark of a note would otherwise be part of the word before it.
    private static bool IsNoteReference(IElement element) =>
        element.LocalName == "a" && element.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true &&
        (element.GetAttribute("role") == "doc-noteref" || element.ParentElement?.LocalName == "sup" ||
            (element.ChildElementCount == 1 && element.FirstElementChild!.LocalName == "sup") ||
            element.ClassName is { } classes && (classes.Contains("footnote", StringComparison.OrdinalIgnoreCase) ||
                classes.Contains("noteref", StringComparison.OrdinalIgnoreCase))) &&
        element.TextContent.Trim() is { Length: > 0 and <= MaxNoteMark } mark && mark[0] != '[';
}
