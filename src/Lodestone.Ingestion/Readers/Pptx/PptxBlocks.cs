using System.Text;
using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Pptx;

/// <summary>Reads the text of the shapes of a slide, of its notes, or of a diagram on it.</summary>
internal sealed class PptxBlocks
{
    private readonly List<PptxBlock> _blocks = [];
    private readonly StringBuilder _line = new();
    private readonly Func<string?, bool> _isRead;
    private PptxBlock _block = new();
    private bool _isPicture;
    private bool _inTable;
    private bool _isLater;
    private int _inText;

    private PptxBlocks(Func<string?, bool> isRead) => _isRead = isRead;

    /// <summary>All but the page's number, date and footer, which are on every slide.</summary>
    public static bool OfSlide(string? placeholder) => placeholder is not ("sldNum" or "dt" or "ftr" or "hdr");

    /// <summary>The notes alone: the page of notes repeats the slide as a picture.</summary>
    public static bool OfNotes(string? placeholder) => placeholder == "body";

    public static bool OfDiagram(string? placeholder) => placeholder is null;

    /// <summary>Returns the shapes that have text, in the order of the file.</summary>
    /// <param name="archive">The presentation.</param>
    /// <param name="part">The name of the part; one that is not there has no shapes.</param>
    /// <param name="isRead">Whether a shape is read, by its type of placeholder, null for other shapes.</param>
    public static List<PptxBlock> Read(PartArchive archive, string part, Func<string?, bool> isRead)
    {
        var reader = new PptxBlocks(isRead);
        using var xml = archive.Xml(part);
        while (xml is not null && xml.Read())
        {
            if (xml.IsStart)
                reader.Take(xml);
            else if (xml.IsEnd)
                reader.End(xml.Name);
            else if (xml.IsText && reader._inText > 0)
                xml.Text(reader.Words);
        }

        return reader._blocks;
    }

    private void Take(XmlPart xml)
    {
        // Of alternatives, the first is what newer programs show. The number of a slide changes with its place.
        if (xml.Name == "Fallback" || (xml.Name == "fld" && xml["type"] == "slidenum"))
        {
            xml.Skip();
            return;
        }

        var (name, isEmpty) = (xml.Name, xml.IsEmpty);
        Begin(name, xml);
        if (isEmpty)
            End(name);
    }

    private void Begin(string name, XmlPart xml)
    {
        switch (name)
        {
            case "sp" or "graphicFrame" or "pic" or "pt":
                _block = new PptxBlock { IsRead = _isRead(null) };
                _isPicture = name == "pic";
                break;
            case "ph":
                var type = xml["type"] ?? "body";
                (_block.IsTitle, _block.IsRead) = (type is "title" or "ctrTitle", _isRead(type));
                break;
            case "cNvPr" when _isPicture && xml["descr"] is { Length: > 0 } description:
                Words(description);
                EndLine();
                break;
            case "tbl":
                _inTable = true;
                break;
            case "tc":
                if (_isLater)
                    _line.Append('\t');
                _isLater = true;
                break;
            case "t":
                _inText++;
                break;
            case "br" or "tab":
                _line.Append(' ');
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "t":
                _inText--;
                break;
            // The paragraphs of a cell share a line, so that a row remains one line.
            case "p" when _inTable:
                _line.Append(' ');
                break;
            case "p" or "tr":
                EndLine();
                break;
            case "tbl":
                _inTable = false;
                break;
        }
    }

    // A tab is what separates cells here.
    private void Words(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
            _line.Append(c == '\t' ? ' ' : c);
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();
        _isLater = false;
        if (!_block.IsRead || string.IsNullOrWhiteSpace(line))
            return;
        if (_block.Lines.Count == 0)
            _blocks.Add(_block);
        _block.Lines.Add(line);
    }
}

/// <summary>The text of one shape.</summary>
internal sealed class PptxBlock
{
    /// <summary>The lines that have words; tabs separate the cells of a table's row.</summary>
    public List<string> Lines { get; } = [];

    public bool IsTitle { get; set; }

    public bool IsRead { get; set; }
}
