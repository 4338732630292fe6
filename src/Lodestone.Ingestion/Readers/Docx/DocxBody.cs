using System.Xml;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Docx;

/// <summary>Streams the text of one part of a Word document, without building its tree.</summary>
/// <remarks>Elements are identified by their local names, which the transitional and the strict form share.</remarks>
internal sealed class DocxBody(XmlReader xml, DocxStyles styles, TextComposer text, CancellationToken cancellationToken)
{
    private readonly Stack<Paragraph> _paragraphs = new();
    private readonly char[] _piece = new char[4096];
    private int _cells;
    private bool _afterListItem;
    private bool _firstInCell;
    private bool _firstInRow;
    private bool _hidden;
    private bool _inRun;
    private bool _inText;

    public void Write()
    {
        var more = DocxExtractor.ReadOn(xml, cancellationToken);
        while (more)
        {
            // Moved-away text, the alternative for older programs, and phonetic guides are not part of the running text.
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "moveFrom" or "Fallback" or "rt" })
            {
                more = SkipElement();
                continue;
            }

            if (xml.NodeType == XmlNodeType.Element)
            {
                var empty = xml.IsEmptyElement;
                var name = xml.LocalName;
                Begin(name);
                if (empty)
                    End(name);
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                End(xml.LocalName);
            }
            else if (_inText &&
                xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                // In pieces: one text may be as long as the whole unpacked part.
                while (xml.ReadValueChunk(_piece, 0, _piece.Length) is > 0 and var length)
                    Words(_piece.AsSpan(0, length));
            }

            more = DocxExtractor.ReadOn(xml, cancellationToken);
        }
    }

    /// <summary>Skips an element with its content, one node at a time so that it can be cancelled.</summary>
    private bool SkipElement()
    {
        var (depth, more) = (xml.Depth, !xml.IsEmptyElement);
        while (more && DocxExtractor.ReadOn(xml, cancellationToken) && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
        }

        return DocxExtractor.ReadOn(xml, cancellationToken);
    }

    private void Begin(string name)
    {
        switch (name)
        {
            case "p":
                _paragraphs.Push(new Paragraph());
                break;
            case "r":
                (_inRun, _hidden) = (true, false);
                break;
            case "t":
                _inText = _inRun && !_hidden;
                break;
            case "vanish" when _inRun:
                _hidden = DocxStyles.Attribute(xml, "val") is not ("0" or "false" or "off");
                break;
            case "tab" or "ptab" or "cr" or "br" or "noBreakHyphen" when _inRun:
                Words(name == "noBreakHyphen" ? "-" : " ");
                if (name is "cr" or "br")
                    text.Line();
                break;
            case "pStyle" or "outlineLvl" or "numPr" when _paragraphs.TryPeek(out var paragraph):
                Style(paragraph, name);
                break;
            case "tbl":
                text.Paragraph();
                break;
            case "tr":
                text.Line();
                _firstInRow = true;
                break;
            case "tc":
                if (!_firstInRow)
                    text.Tab();
                (_firstInRow, _firstInCell) = (false, true);
                _cells++;
                break;
        }
    }

    private void Style(Paragraph paragraph, string name)
    {
        if (name == "pStyle")
            paragraph.Level = styles.Level(DocxStyles.Attribute(xml, "val"));
        else if (name == "outlineLvl")
            paragraph.Level = Math.Max(0, DocxStyles.OutlineLevel(DocxStyles.Attribute(xml, "val")));
        else
            paragraph.InList = true;
    }

    private void End(string name)
    {
        switch (name)
        {
            case "p" when _paragraphs.TryPop(out var paragraph):
                if (paragraph.Opened && paragraph.Level > 0)
                    text.EndHeading();
                break;
            case "r":
                _inRun = false;
                break;
            case "t":
                _inText = false;
                break;
            case "tc":
                _cells--;
                break;
            case "tbl":
                text.Paragraph();
                break;
        }
    }

    private void Words(ReadOnlySpan<char> words)
    {
        if (_paragraphs.TryPeek(out var paragraph) && !paragraph.Opened && words.ContainsAnyExcept(' '))
            Open(paragraph);
        text.Inline(words);
    }

    /// <summary>A paragraph's break is written with its first word, so that paragraphs without words leave none.</summary>
    private void Open(Paragraph paragraph)
    {
        paragraph.Opened = true;
        if (_cells > 0)
        {
            // The paragraphs of a cell share a line, so that a row remains one line.
            paragraph.Level = 0;
            if (!_firstInCell)
                text.Inline(" ");
            _firstInCell = false;
        }
        else if (paragraph.Level > 0)
        {
            text.BeginHeading(paragraph.Level);
        }
        else if (paragraph.InList && _afterListItem)
        {
            text.Line();
        }
        else
        {
            text.Paragraph();
        }

        _afterListItem = paragraph.InList && paragraph.Level == 0;
    }

    private sealed class Paragraph
    {
        public int Level { get; set; }

        public bool InList { get; set; }

        public bool Opened { get; set; }
    }
}
