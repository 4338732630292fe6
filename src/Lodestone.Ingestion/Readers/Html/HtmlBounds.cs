using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Stops the parser at pages that are not written by people.</summary>
internal sealed class HtmlBounds(CancellationToken cancellationToken)
{
    /// <summary>
    /// The maximum number of elements, including the parser's copies of formatting that is not closed. Each costs about 4 us.
    /// </summary>
    public const int MaxElements = 500_000;

    /// <summary>The maximum number of open elements.</summary>
    public const int MaxOpen = 2_000;

    /// <summary>The maximum number of attributes of one element; each is compared with all others.</summary>
    public const int MaxAttributes = 1_000;

    /// <summary>The maximum sum, over all tags and texts, of the elements open there, which the parser searches.</summary>
    public const long MaxSteps = 200_000_000;

    private readonly HtmlOpenElements _open = new();
    private int _elements;
    private int _tags;
    private long _steps;

    /// <summary>Called before the parser processes a token.</summary>
    public void Take(HtmlToken token)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _tags += token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag ? 1 : 0;
        if (token is HtmlTagToken { Type: HtmlTokenType.StartTag } start)
        {
            if (start.Attributes.Count > MaxAttributes)
                throw TooLarge($"an element with {start.Attributes.Count} attributes; accepted are {MaxAttributes}");
            _open.Start(start.Name, start.IsSelfClosing, () => string.Join(' ', start.Attributes.Select(a => $"{a.Name}={a.Value}")));
            if (_open.Count > MaxOpen)
                throw TooLarge($"more than {MaxOpen} nested or unclosed elements, the limit for one page");
        }
        else if (token.Type == HtmlTokenType.EndTag)
        {
            _open.End(token.Name);
        }
        else if (token.Type == HtmlTokenType.Character)
        {
            _open.Repeat();
        }

        ValidateElements();
        if ((_steps += _open.Count + 1) > MaxSteps)
            throw TooLarge($"so many tags within open elements that they count more than {MaxSteps} together, the limit for one page");
    }

    /// <summary>Called after the parser created an element, for a tag or on its own.</summary>
    public void Made(IElement element)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _elements++;
        ValidateElements();
    }

    private void ValidateElements()
    {
        // Tags that create no element, such as a second body, count as half of one.
        if (Math.Max(_elements + _open.Repeated, _tags / 2) > MaxElements)
            throw TooLarge($"more than {MaxElements} elements, the limit for one page; formatting that is not closed counts once a block");
    }

    private static UnreadableException TooLarge(FormattableString found) => new(ReadProblemKind.TooLarge,
        "It has " + FormattableString.Invariant(found) + ". Split it, or convert it to plain text.");
}
