using System.Text;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>
/// Composes a text from words and breaks, as a page shows it: white space collapsed, lines and paragraphs separated, headings recorded
/// with their positions.
/// </summary>
internal sealed class TextComposer
{
    // Books have a few million characters; a larger text comes from a decompression bomb.
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

    /// <summary>Adds running text: any white space between words becomes one space.</summary>
    public void Inline(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            // Zero-width space and soft hyphen mark possible line breaks and are not text.
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

    /// <summary>Adds text whose spaces and lines are significant, such as code.</summary>
    public void Preformatted(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        Settle();
        _text.Append(text);
    }

    /// <summary>Separates the following text on the same line, as in a cell of a table.</summary>
    public void Tab()
    {
        if (_text.Length > 0 && _breaks == 0)
            _text.Append('\t');
        _space = false;
    }

    /// <summary>Adds a line of cells, separated by tabs.</summary>
    public void Row(IEnumerable<string> cells)
    {
        Line();
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                Tab();
            first = false;
            Inline(cell);
        }
    }

    /// <summary>Begins a line.</summary>
    public void Line() => _breaks = Math.Max(_breaks, 1);

    /// <summary>Begins a paragraph.</summary>
    public void Paragraph() => _breaks = 2;

    /// <summary>Begins a page.</summary>
    public void PageBreak() => _pageBreaks++;

    public void BeginHeading(int level)
    {
        Paragraph();
        (_headingLevel, _headingStart) = (level, -1);
    }

    /// <summary>Ends a heading; a heading without words is dropped.</summary>
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

    /// <summary>Writes the break or the space before the next character.</summary>
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

    // One form feed a page, also for blank ones, so that they count the pages.
    private void WritePageBreaks()
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append('\f', _pageBreaks).Append('\n');
        _pageBreaks = 0;
    }
}

/// <summary>The readable content of a file: its text without markup, the positions of its headings, and its metadata.</summary>
internal sealed record Extraction
{
    public required string Text { get; init; }

    /// <summary>The part of the file that it is, which its id names after the path; null when it is the whole file.</summary>
    public string? Part { get; init; }

    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>The file's own title; null when it has none.</summary>
    public string? Title { get; init; }

    public TitleSource TitleSource { get; init; }

    public Dictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();

    public IReadOnlyList<ReadNote> Notes { get; init; } = [];
}
