using System.Text;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>
/// Puts a text together from words and breaks, as a page shows it: white space collapsed, lines and paragraphs apart, headings noted
/// with the place they got.
/// </summary>
internal sealed class TextComposer
{
    // Books have a few million characters; what has more than this unpacks from a bomb.
    private const int MaxLength = Document.MaxTextLength;

    private readonly StringBuilder _text = new();
    private readonly List<Heading> _headings = [];
    private int _pageBreaks;
    private int _breaks;
    private bool _space;
    private int _headingLevel;
    private int _headingStart = -1;

    public IReadOnlyList<Heading> Headings => _headings;

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Words as they are in running text: any white space between them is one space.</summary>
    public void Inline(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            // Zero-width space and soft hyphen are hints where a line may break, nothing that is read.
            if (c is '\u200B' or '\u00AD' or '\uFEFF')
                continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                _space = true;
            }
            else
            {
                Settle();
                _text.Append(c);
            }
        }
    }

    /// <summary>Text whose spaces and lines count, such as code.</summary>
    public void Preformatted(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        Settle();
        _text.Append(text);
    }

    /// <summary>What follows is apart, on the same line: a cell of a table.</summary>
    public void Tab()
    {
        if (_text.Length > 0 && _breaks == 0)
            _text.Append('\t');
        _space = false;
    }

    /// <summary>What follows begins a line.</summary>
    public void Line() => _breaks = Math.Max(_breaks, 1);

    /// <summary>What follows begins a paragraph.</summary>
    public void Paragraph() => _breaks = 2;

    /// <summary>What follows is on the next page.</summary>
    public void PageBreak() => _pageBreaks++;

    public void BeginHeading(int level)
    {
        Paragraph();
        (_headingLevel, _headingStart) = (level, -1);
    }

    /// <summary>Ends a heading; one without words is none.</summary>
    public void EndHeading()
    {
        if (_headingLevel > 0 && _headingStart >= 0)
        {
            var words = _text.ToString(_headingStart, _text.Length - _headingStart);
            _headings.Add(new Heading(_headingStart, _headingLevel, CleanText.OneLine(words)));
        }

        _headingLevel = 0;
        Paragraph();
    }

    /// <summary>The text, without white space at its end.</summary>
    public override string ToString() => _text.ToString().TrimEnd();

    /// <summary>Writes the break or the space that stands before the next character.</summary>
    private void Settle()
    {
        if (_text.Length > MaxLength)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"Its text has more than {MaxLength} characters, the limit for one document. Split it."));
        }

        if (_pageBreaks > 0)
            WritePageBreaks();
        else if (_breaks > 0 && _text.Length > 0)
            WriteBreaks();
        else if (_space && _text.Length > 0 && !char.IsWhiteSpace(_text[^1]))
            _text.Append(' ');
        (_breaks, _space) = (0, false);
        if (_headingLevel > 0 && _headingStart < 0)
            _headingStart = _text.Length;
    }

    private void WriteBreaks()
    {
        while (_text.Length > 1 && (_text[^1] is ' ' or '\t'))
            _text.Length--;
        var there = _text[^1] != '\n' ? 0 : _text.Length > 1 && _text[^2] == '\n' ? 2 : 1;
        _text.Append('\n', Math.Max(0, _breaks - there));
    }

    // One form feed a page, blank ones too, so that they count the pages.
    private void WritePageBreaks()
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append('\f', _pageBreaks).Append('\n');
        _pageBreaks = 0;
    }
}

/// <summary>What a reader sees of a file: its text without marks, where its headings are, and what it says of itself.</summary>
internal sealed record Extraction
{
    public required string Text { get; init; }

    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>The title the file gives itself; null when it gives none.</summary>
    public string? Title { get; init; }

    public TitleSource TitleSource { get; init; }

    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();

    public IReadOnlyList<ReadNote> Notes { get; init; } = [];
}
