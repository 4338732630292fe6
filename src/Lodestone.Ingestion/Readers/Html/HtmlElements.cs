using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>The kinds of elements, by their names, roles and classes.</summary>
internal static partial class HtmlElements
{
    private const RegexOptions Ignoring = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly FrozenSet<string> Unread = FrozenSet.Create(StringComparer.Ordinal,
        "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "canvas", "audio", "video", "map", "datalist",
        "input", "rp", "annotation", "annotation-xml", "desc", "metadata", "defs", "symbol");

    private static readonly FrozenSet<string> Paragraphs = FrozenSet.Create(StringComparer.Ordinal,
        "p", "section", "article", "main", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "hr", "header", "footer", "nav",
        "aside", "address", "details", "fieldset", "dialog", "menu", "search", "body");

    private static readonly FrozenSet<string> Lines = FrozenSet.Create(StringComparer.Ordinal,
        "div", "li", "tr", "dt", "dd", "summary", "caption", "figcaption", "legend", "form", "center", "option", "optgroup", "thead",
        "tbody", "tfoot", "text", "textarea");

    private static readonly FrozenSet<string> NavigationRoles = FrozenSet.Create(StringComparer.Ordinal,
        "navigation", "menu", "menubar", "search", "contentinfo", "banner");

    public static bool IsParagraph(string name) => Paragraphs.Contains(name);

    public static bool IsLine(string name) => Lines.Contains(name);

    public static bool IsBlock(string name) =>
        Paragraphs.Contains(name) || Lines.Contains(name) || name is "td" or "th" or "br" || HeadingLevel(name) > 0;

    /// <summary>The level of a heading element; 0 for others.</summary>
    public static int HeadingLevel(string name) => name is ['h', >= '1' and <= '6' and var digit] ? digit - '0' : 0;

    /// <summary>Whether an element has no text that a page shows: code, data, marks that link back or to themselves, and icons.</summary>
    public static bool IsUnread(IElement element) =>
        Unread.Contains(element.LocalName) ||
        (element.LocalName == "title" && element.ParentElement?.LocalName == "svg") ||
        element.GetAttribute("role") == "doc-backlink" || IsAnchorMark(element) ||
        (element.ClassName is { Length: > 0 } classes && UnreadClass().IsMatch(classes));

    /// <summary>Whether a page's own parts use such an element: its menus, its head and its foot.</summary>
    public static bool IsNavigation(IElement element) =>
        element.LocalName is "nav" or "footer" or "menu" or "search" ||
        (element.GetAttribute("role") is { } role && NavigationRoles.Contains(role)) ||
        (element.LocalName == "header" && element.ParentElement?.LocalName is "body" or "div");

    /// <summary>What the author calls the main part of the page.</summary>
    public static bool IsMain(IElement element) => element.LocalName == "main" || element.GetAttribute("role") == "main";

    /// <summary>Whether the prose in an element is that of every page of a site, such as its foot.</summary>
    public static bool IsFrame(IElement element) => IsNavigation(element) || IsBeside(element) || FootName().IsMatch(Names(element));

    /// <summary>Whether an element has blocks, rather than the words of one.</summary>
    public static bool IsContainer(string name) =>
        name is "div" or "main" or "article" or "section" or "center" or "form" or "table" or "tbody" or "tr" or "td" or "body" or
            "details";

    // The mark beside a heading that leads to itself, or after a note that leads back to its place.
    private static bool IsAnchorMark(IElement element) =>
        element.LocalName == "a" && element.ChildNodes.Length == 1 && element.ChildNodes[0] is IText { Data.Length: <= 4 } text &&
        text.Data.Trim() is "#" or "\u00B6" or "\u00A7" or "\u221E" or "\u2693" or "\U0001F517" or "^" or "\u2191" or "\u21A9" or
            "\u21A9\uFE0E" or "\u21B5" or "\u23CE" or "\u2934" &&
        element.GetAttribute("href") is { } address && address.Contains('#', StringComparison.Ordinal);

    /// <summary>Whether an element is beside the text: often a box of its own, sometimes advertising.</summary>
    public static bool IsBeside(IElement element) =>
        (element.LocalName is "aside" or "dialog" || element.GetAttribute("role") is "complementary" or "dialog" or "alertdialog") &&
        element.GetAttribute("role")?.StartsWith("doc-", StringComparison.Ordinal) != true &&
        !(element.ClassName is { } classes && ContentClass().IsMatch(classes));

    /// <summary>Whether names of the author say that an element has links to other pages.</summary>
    public static bool IsNamedForLinks(IElement element) => LinksName().IsMatch(Names(element));

    /// <summary>Whether names of the author say that an element asks for consent to be watched.</summary>
    public static bool IsNamedForConsent(IElement element) => ConsentName().IsMatch(Names(element));

    /// <summary>Whether an element is not shown at first.</summary>
    public static bool IsHidden(IElement element) =>
        (element.HasAttribute("hidden") && element.GetAttribute("hidden") != "until-found") ||
        (element.GetAttribute("style") is { Length: > 0 } style && HiddenStyle().IsMatch(style));

    /// <summary>The text that a field of a form shows, or the name of a group of choices; null for others.</summary>
    public static string? ValueOf(IElement element) => element.LocalName switch
    {
        "input" => IsTextInput(element) && !IsHidden(element) ? element.GetAttribute("value") : null,
        "optgroup" => element.GetAttribute("label"),
        "option" => string.IsNullOrWhiteSpace(element.TextContent) ? element.GetAttribute("label") : null,
        _ => null,
    };

    // The others show dots, marks, colours and places, or are buttons. A type that does not exist is text.
    private static bool IsTextInput(IElement input) => input.GetAttribute("type")?.Trim().ToUpperInvariant() is not
        ("HIDDEN" or "PASSWORD" or "CHECKBOX" or "RADIO" or "FILE" or "SUBMIT" or "RESET" or "BUTTON" or "IMAGE" or "COLOR" or "RANGE");

    /// <summary>Whether a reader can operate an element, to show other parts of the page.</summary>
    public static bool IsControl(IElement element) =>
        element.LocalName is "button" or "summary" or "label" ||
        element.GetAttribute("role") is "button" or "tab" or "switch" ||
        element.HasAttribute("aria-expanded") || element.HasAttribute("aria-controls") || element.HasAttribute("onclick") ||
        element.HasAttribute("data-toggle") || element.HasAttribute("data-bs-toggle") || element.HasAttribute("data-target") ||
        (element.LocalName == "input" && element.GetAttribute("type") is "checkbox" or "radio") ||
        (element.LocalName == "a" && element.GetAttribute("href") is ['#', ..] or ['j' or 'J', 'a' or 'A', 'v' or 'V', 'a' or 'A', ..]) ||
        IsNamedForShowing(element);

    /// <summary>Whether names of the author say that an element is shown on demand, or shows another.</summary>
    public static bool IsNamedForShowing(IElement element) =>
        element.GetAttribute("role") is "tabpanel" or "tooltip" || ShowingName().IsMatch(Names(element));

    /// <summary>Whether a button is part of the text: a question, the label of a tab, a sentence.</summary>
    public static bool IsTextOfButton(IElement button, int words, bool isInHeading) =>
        isInHeading || words >= 4 || button.HasAttribute("aria-expanded") || button.HasAttribute("aria-controls") ||
        button.GetAttribute("role") == "tab" || button.HasAttribute("data-toggle") || button.HasAttribute("data-bs-toggle");

    /// <summary>Whether a line is a notice of rights or tools at the foot of a page.</summary>
    public static bool IsColophon(ReadOnlySpan<char> line) => ColophonWords().IsMatch(line);

    private static string Names(IElement element) => $"{element.ClassName} {element.Id}";

    [GeneratedRegex(@"(?:^|\s)(?:headerlink|heading-?anchor|permalink|anchorjs-link|footnote-back-?ref|fn-backref|" +
        @"material-icons\S*|material-symbols\S*|line-?no(?:s|numbers?)?|gutter|rouge-gutter|blob-num|" +
        @"line-numbers?(?:-rows)?|katex-html|skip-?(?:link|to-content|nav)\S*)(?:\s|$)", Ignoring)]
    private static partial Regex UnreadClass();

    [GeneratedRegex("footnote|admonition|warning|danger|caution|callout|notice|topic|note|tip|example|pull-?quote",
        Ignoring)]
    private static partial Regex ContentClass();

    [GeneratedRegex(@"(?:^|[\s_-])(?:nav\w*|menus?|side-?bar\w*|bread-?crumbs?|toc\w*|footer|related|share|sharing|social|" +
        @"pag(?:ination|er|ing)|tags?|prev\w*|next\w*|skip\w*|header|top-?bar|links?|catlinks|see-?also|recommend\w*|categor\w*)" +
        @"(?:$|[\s_-])",
        Ignoring)]
    private static partial Regex LinksName();

    [GeneratedRegex(@"(?:^|[\s_-])(?:footer|colophon|copyright)(?:$|[\s_-])", Ignoring)]
    private static partial Regex FootName();

    [GeneratedRegex(@"(?:^|[\s_-])(?:cookies?|consent|gdpr|cc-banner)(?:$|[\s_-])", Ignoring)]
    private static partial Regex ConsentName();

    [GeneratedRegex(@"(?:^|[\s_-])(?:accordions?|collaps\w*|expand\w*|toggl\w*|tab(?:s|bed)?|tab-?\w*|panels?|faqs?|questions?|answers?|" +
        @"spoilers?|disclosure|modal|popup|popover|tooltip|drawer|reveal|(?:show|read)-?more|details)(?:$|[\s_-])",
        Ignoring)]
    private static partial Regex ShowingName();

    [GeneratedRegex(@"(?:^|;|\s)(?:display\s*:\s*none|visibility\s*:\s*hidden)", Ignoring)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(@"©|\(c\) ?\d{4}|copyright|all rights reserved|powered by|built with|" +
        "(?:created|made|generated|produced) (?:by|on|with|using|at)|licen[cs]ed under|last (?:updated|modified|changed|edited)|page was",
        Ignoring)]
    private static partial Regex ColophonWords();
}
