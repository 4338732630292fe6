using System.Text;
using System.Xml;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Archives;

/// <summary>Streams the XML of one part: no tree, no entities, no external content, bounded depth and names.</summary>
/// <remarks>
/// Elements and attributes are told by their local names, which the versions of a format share. A document type is passed over and never
/// used: an entity that it declares is unknown, so that the part is malformed. The encoding is UTF-8, as all writers have it; the measure
/// of the bytes would not hold in another one.
/// </remarks>
internal sealed class XmlPart : IDisposable
{
    /// <summary>The maximum nesting of elements. The parser keeps about 200 bytes for each open one.</summary>
    public const int MaxNesting = 200_000;

    /// <summary>The maximum number of different names, which the parser keeps.</summary>
    public const int MaxNames = 100_000;

    private readonly XmlReader _xml;
    private readonly char[] _piece = new char[4096];

    /// <param name="content">The measured bytes, which are closed with the part.</param>
    public XmlPart(MeasuredStream content) => _xml = Reader(content);

    /// <summary>The local name of the current element.</summary>
    public string Name => _xml.LocalName;

    /// <summary>The number of elements around the current node.</summary>
    public int Depth => _xml.Depth;

    public bool IsStart => _xml.NodeType == XmlNodeType.Element;

    public bool IsEnd => _xml.NodeType == XmlNodeType.EndElement;

    /// <summary>Whether the current element has no end tag.</summary>
    public bool IsEmpty => _xml.IsEmptyElement;

    public bool IsText =>
        _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>The id of a relation to another part that the current element has; null when it has none.</summary>
    /// <remarks>It has a prefix, which an id of the element's own has not.</remarks>
    public string? RelationId => Find((prefix, name) => name == "id" && prefix is not ("" or "xml" or "xmlns"));

    /// <summary>The value of an attribute of the current element by its local name; null when it has none.</summary>
    public string? this[string attribute] => Find((prefix, name) => name == attribute && prefix != "xmlns");

    /// <summary>Opens the parser that every part is read by.</summary>
    /// <remarks>The encoding that the XML declares is not asked for, since a reader of text has none.</remarks>
    public static XmlReader Reader(MeasuredStream content) => XmlReader.Create(
        new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: false), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CheckCharacters = false,
            CloseInput = true,
            NameTable = new BoundedNames(),
        });

    /// <summary>Reads the next node.</summary>
    /// <exception cref="UnreadableException">A bound is broken.</exception>
    public bool Read()
    {
        var more = _xml.Read();
        if (_xml.Depth > MaxNesting)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has more than {MaxNesting} nested elements, the limit for one part. Save it again, or exclude it."));
        }

        return more;
    }

    /// <summary>Moves to the end of the current element, past its content; an empty element stays where it is.</summary>
    public void Skip()
    {
        if (!IsStart || IsEmpty)
            return;
        var depth = Depth;
        while (Read() && !(IsEnd && Depth == depth))
        {
        }
    }

    /// <summary>Passes the current text on in pieces, since one text may be as long as the part.</summary>
    public void Text(Action<ReadOnlySpan<char>> take)
    {
        while (_xml.ReadValueChunk(_piece, 0, _piece.Length) is > 0 and var length)
            take(_piece.AsSpan(0, length));
    }

    /// <summary>Returns the text within the current element, and moves to its end.</summary>
    /// <param name="but">The elements in it whose text is left out.</param>
    public string Content(params ReadOnlySpan<string> but)
    {
        if (!IsStart || IsEmpty)
            return "";
        var (depth, text) = (Depth, new StringBuilder());
        while (Read() && !(IsEnd && Depth == depth))
        {
            if (IsText)
                Text(piece => text.Append(piece));
            else if (IsStart && but.Contains(Name))
                Skip();
        }

        return text.ToString();
    }

    public void Dispose() => _xml.Dispose();

    private string? Find(Func<string, string, bool> isMeant)
    {
        string? value = null;
        for (var more = _xml.MoveToFirstAttribute(); more && value is null; more = _xml.MoveToNextAttribute())
            value = isMeant(_xml.Prefix, _xml.LocalName) ? _xml.Value : null;
        _xml.MoveToElement();
        return value;
    }

    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_count <= MaxNames ? name : throw new UnreadableException(
            ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"A part of it has more than {MaxNames} different names of elements, the limit. Save it again, or exclude it."));
    }
}
