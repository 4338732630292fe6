using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Ends a parser at pages that nobody has written.</summary>
internal sealed class HtmlBounds(CancellationToken cancellationToken)
{
    /// <summary>The most elements, those included that the parser repeats because formatting is not closed. Each costs some 4 us.</summary>
    public const int MaxElements = 500_000;

    /// <summary>The most elements that are open at once.</summary>
    public const int MaxOpen = 2_000;

    /// <summary>The most attributes of one element; each is compared with all others.</summary>
    public const int MaxAttributes = 1_000;

    /// <summary>The most tags and pieces of text, each counted with the elements open there, through which the parser looks.</summary>
    public const long MaxSteps = 200_000_000;

    private readonly HtmlOpenElements _open = new();
    private int _elements;
    private int _tags;
    private long _steps;

    /// <summary>Before the parser takes a token.</summary>
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
                throw TooLarge($"more than {MaxOpen} elements within each other, or not closed, the limit for one page");
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

    /// <summary>After the parser made an element, for a tag or of its own accord.</summary>
    public void Made(IElement element)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _elements++;
        ValidateElements();
    }

    private void ValidateElements()
    {
        // Tags that make no element, such as a second body, count as half of one.
        if (Math.Max(_elements + _open.Repeated, _tags / 2) > MaxElements)
            throw TooLarge($"more than {MaxElements} elements, the limit for one page; formatting that is not closed counts once a block");
    }

    private static UnreadableException TooLarge(FormattableString found) => new(ReadProblemKind.TooLarge,
        "It has " + FormattableString.Invariant(found) + ". Split it, or convert it to plain text.");
}
