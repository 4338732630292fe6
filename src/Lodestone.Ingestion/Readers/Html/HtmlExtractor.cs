using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Html;

/// <summary>Reads the main text of a page.</summary>
internal static partial class HtmlExtractor
{
    // The standard requires the declaration within the first 1024 bytes; real pages put comments and scripts before it.
    private const int DeclarationBytes = 4096;

    public static Extraction Extract(string html, CancellationToken cancellationToken)
    {
        using var page = Parse(html, cancellationToken);
        var content = new HtmlContent(page, cancellationToken);
        var text = Compose(page.Body!, content, cancellationToken);
        var isWhole = text.IsEmpty;
        if (isWhole)
            text = Compose(page.Body!, null, cancellationToken);
        var (title, source) = Title(page);
        var metadata = new Dictionary<string, MetadataValue>();
        if (page.DocumentElement.GetAttribute("lang") is { Length: > 0 } language)
            metadata["language"] = MetadataValue.Of(language);
        if (page.QuerySelector("meta[name=author]")?.GetAttribute("content") is { Length: > 0 } author)
            metadata["author"] = MetadataValue.Of(author);
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = title,
            TitleSource = source,
            Metadata = metadata,
            Notes = !isWhole && content.Note is { } note ? [note] : [],
        };
    }

    /// <summary>Returns the whole text of a markup fragment.</summary>
    public static TextComposer ComposeAll(string html, CancellationToken cancellationToken)
    {
        using var page = Parse(html, cancellationToken);
        return Compose(page.Body!, null, cancellationToken);
    }

    /// <summary>Returns the encoding that the markup declares; null when it declares no known one.</summary>
    public static Encoding? DeclaredEncoding(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, DeclarationBytes)]);
        var match = Declaration().Match(head);
        // Bytes in which this declaration is readable are not UTF-16, even if it says so.
        return match.Success && TextEncoding.Named(match.Groups[1].Value) is { } encoding
            ? encoding.WebName.StartsWith("utf-16", StringComparison.Ordinal) ? TextEncoding.Utf8 : encoding
            : null;
    }

    private static IHtmlDocument Parse(string html, CancellationToken cancellationToken)
    {
        var bounds = new HtmlBounds(cancellationToken);
        return new HtmlParser(new HtmlParserOptions
        {
            SkipComments = true,
            DisableElementPositionTracking = true,
            OnToken = (token, _) => bounds.Take(token),
            OnCreated = (element, _) => bounds.Made(element),
        }).ParseDocument(html);
    }

    private static TextComposer Compose(IElement top, HtmlContent? content, CancellationToken cancellationToken)
    {
        var text = new TextComposer();
        new HtmlText(text, content, cancellationToken).Write(top);
        return text;
    }

    private static (string? Title, TitleSource Source) Title(IHtmlDocument page)
    {
        IElement? blank = null;
        foreach (var heading in page.QuerySelectorAll("h1"))
        {
            // Nested headings: those inside a heading without words have none either, so each is read once.
            if (blank?.Contains(heading) == true)
                continue;
            blank = heading;
            var text = new TextComposer();
            new HtmlText(text, null, CancellationToken.None).Write(heading);
            if (!text.IsEmpty)
                return (CleanText.OneLine(text.ToString()), TitleSource.Heading);
        }

        var title = CleanText.OneLine(page.Title ?? "");
        return title.Length > 0 ? (title, TitleSource.TitleElement) : (null, TitleSource.None);
    }

    // No two adjacent parts match the same characters, so within the first bytes the pattern needs no timeout.
    [GeneratedRegex(@"<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=[\s""']*([A-Za-z0-9_:.\-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
