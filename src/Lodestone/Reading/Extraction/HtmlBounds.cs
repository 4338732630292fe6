using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Lodestone;

/// <summary>Stops a parser at pages that no one could have written.</summary>
internal sealed class HtmlBounds(CancellationToken cancellationToken)
{
    // A tree takes some 300 bytes an element; a page that needs more than this is no page.
    private const int MaxElements = 2_000_000;

    // The parser looks through all open elements at each tag, so that its time grows with the square of the depth: 20,000 take 10 s.
    private const int MaxOpen = 2_000;

    // Those that have no end, or that the next of their kind may end unsaid.
    private static readonly FrozenSet<string> Endless = FrozenSet.Create(StringComparer.Ordinal,
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt", "rp");

    private int _elements;
    private int _open;

    public void Take(HtmlToken token)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (token.Type == HtmlTokenType.EndTag && !Endless.Contains(token.Name))
        {
            _open = Math.Max(0, _open - 1);
        }
        else if (token.Type == HtmlTokenType.StartTag)
        {
            if (++_elements > MaxElements)
                throw TooLarge(MaxElements, "elements");
            if (!Endless.Contains(token.Name) && ++_open > MaxOpen)
                throw TooLarge(MaxOpen, "elements within each other, or not closed");
        }
    }

    private static UnreadableException TooLarge(int limit, string what) => new(ReadProblemKind.TooLarge, FormattableString.Invariant(
        $"It has more than {limit} {what}, the limit for one page. Split it, or convert it to plain text."));
}
