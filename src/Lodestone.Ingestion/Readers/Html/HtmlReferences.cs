using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>The parts of a page that other parts lead to: by a link, a button, or the label of a tab.</summary>
internal sealed class HtmlReferences
{
    private static readonly string[] Leading =
    [
        "aria-controls", "aria-owns", "aria-describedby", "aria-details", "data-target", "data-bs-target", "for", "popovertarget",
        "commandfor",
    ];

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<IElement, string> _labels = [];
    private readonly HashSet<IElement> _tabs = [];

    public HtmlReferences(IHtmlDocument page)
    {
        var (tabs, panels) = (new List<IElement>(), new List<IElement>());
        foreach (var element in ElementsOf(page.Body!))
        {
            foreach (var name in Leading)
            {
                if (element.GetAttribute(name) is { Length: > 0 } ids)
                    _ids.UnionWith(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => i.TrimStart('#')));
            }

            if (element.GetAttribute("href") is { Length: > 1 } address && address[0] == '#')
                _ids.Add(Uri.UnescapeDataString(address[1..]));
            if (element.GetAttribute("role") == "tab")
                tabs.Add(element);
            else if (element.GetAttribute("role") == "tabpanel")
                panels.Add(element);
        }

        Pair(tabs, panels);
    }

    /// <summary>Whether something on the page leads to this element.</summary>
    public bool LeadTo(IElement element) => element.Id is { Length: > 0 } id && _ids.Contains(id);

    /// <summary>Whether an element is the label of a tab, which is read before the text that it shows.</summary>
    public bool IsTab(IElement element) => _tabs.Contains(element);

    /// <summary>The label of the tab that shows this element; null for others.</summary>
    public string? LabelOf(IElement panel) => _labels.GetValueOrDefault(panel);

    // Without recursion, and with a constant cost for each element; the library's own enumeration costs the depth.
    private static IEnumerable<IElement> ElementsOf(IElement top)
    {
        var left = new Stack<IElement>([top]);
        while (left.TryPop(out var element))
        {
            yield return element;
            for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
            {
                if (element.ChildNodes[i] is IElement child)
                    left.Push(child);
            }
        }
    }

    private void Pair(List<IElement> tabs, List<IElement> panels)
    {
        if (tabs.Count == 0 || panels.Count == 0)
            return;
        var byId = new Dictionary<string, IElement>(StringComparer.Ordinal);
        foreach (var panel in panels)
        {
            if (panel.Id is { Length: > 0 } id)
                byId.TryAdd(id, panel);
            if (panel.GetAttribute("aria-labelledby") is { Length: > 0 } label)
                byId.TryAdd("label " + label, panel);
        }

        for (var i = 0; i < tabs.Count; i++)
        {
            var panel = tabs[i].GetAttribute("aria-controls") is { } shown && byId.TryGetValue(shown, out var named) ? named
                : tabs[i].Id is { Length: > 0 } id && byId.TryGetValue("label " + id, out var labelled) ? labelled
                : tabs.Count == panels.Count ? panels[i]
                : null;
            if (panel is null || CleanText.OneLine(tabs[i].TextContent) is not { Length: > 0 } words || !_labels.TryAdd(panel, words))
                continue;
            _tabs.Add(tabs[i]);
        }
    }
}
