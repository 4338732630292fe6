using System.Globalization;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Odt;

/// <summary>Streams the text of a document, without building its tree.</summary>
internal sealed class OdtBody(XmlPart xml, OdtStyles styles, TextComposer text)
{
    private const int MaxSpaces = 100;

    private readonly Stack<Paragraph> _paragraphs = new();
    private int _cells;
    private int _items;
    private bool _afterListItem;
    private bool _inBody;
    private bool _firstInCell;
    private bool _firstInRow;

    public void Write()
    {
        while (xml.Read())
        {
            if (xml.IsStart)
                Take();
            else if (xml.IsEnd)
                End(xml.Name);
            else if (xml.IsText && _inBody && _paragraphs.Count > 0)
                xml.Text(Words);
        }
    }

    private void Take()
    {
        switch (xml.Name)
        {
            // Deleted text, comments, phonetic guides, and forms are not part of the running text.
            case "tracked-changes" or "annotation" or "ruby-text" or "forms" or "binary-data":
                xml.Skip();
                return;
            case "style" when !_inBody:
                styles.Take(xml);
                return;
        }

        var (name, isEmpty) = (xml.Name, xml.IsEmpty);
        Begin(name);
        if (isEmpty)
            End(name);
    }

    private void Begin(string name)
    {
        switch (name)
        {
            case "body":
                _inBody = true;
                break;
            case "h":
                _paragraphs.Push(new Paragraph { Level = Math.Clamp(Number(xml["outline-level"]), 1, 10) });
                break;
            case "p":
                _paragraphs.Push(new Paragraph { Level = styles.IsTitle(xml["style-name"]) ? 1 : 0 });
                break;
            case "s":
                Words(new string(' ', Math.Clamp(Number(xml["c"]), 1, MaxSpaces)));
                break;
            case "tab":
                Words(" ");
                break;
            case "line-break":
                Words(" ");
                text.Line();
                break;
            case "list-item":
                _items++;
                break;
            case "table":
                text.Paragraph();
                break;
            case "table-row":
                text.Line();
                _firstInRow = true;
                break;
            case "table-cell" or "covered-table-cell":
                if (!_firstInRow)
                    text.Tab();
                (_firstInRow, _firstInCell) = (false, true);
                _cells++;
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "h" or "p" when _paragraphs.TryPop(out var paragraph):
                if (paragraph is { IsOpen: true, Level: > 0 })
                    text.EndHeading();
                break;
            case "list-item":
                _items--;
                break;
            // The number of a note, before its text.
            case "note-citation":
                Words(" ");
                break;
            case "table-cell" or "covered-table-cell":
                _cells--;
                break;
            case "table":
                text.Paragraph();
                break;
        }
    }

    private void Words(ReadOnlySpan<char> words)
    {
        if (!_paragraphs.TryPeek(out var paragraph))
            return;
        if (!paragraph.IsOpen && words.ContainsAnyExcept(" \t\r\n"))
            Open(paragraph);
        text.Inline(words);
    }

    /// <summary>A paragraph's break is written with its first word, so that paragraphs without words leave none.</summary>
    private void Open(Paragraph paragraph)
    {
        paragraph.IsOpen = true;
        if (_cells > 0)
        {
            // The paragraphs of a cell share a line, so that a row remains one line.
            paragraph.Level = 0;
            if (!_firstInCell)
                text.Inline(" ");
            _firstInCell = false;
        }
        else if (_paragraphs.Count > 1)
        {
            // A paragraph within another is of a note or a frame, which is read where it is anchored.
            paragraph.Level = 0;
            text.Inline(" ");
        }
        else if (paragraph.Level > 0)
        {
            text.BeginHeading(paragraph.Level);
        }
        else if (_items > 0 && _afterListItem)
        {
            text.Line();
        }
        else
        {
            text.Paragraph();
        }

        _afterListItem = _items > 0 && paragraph.Level == 0;
    }

    private static int Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private sealed class Paragraph
    {
        public int Level { get; set; }

        public bool IsOpen { get; set; }
    }
}
