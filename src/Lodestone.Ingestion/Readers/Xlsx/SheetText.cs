using System.Globalization;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>Streams the rows of a sheet as lines, each cell with the header of its column: <c>Name: Ann	City: Rome</c>.</summary>
/// <remarks>
/// A passage of a long sheet is found and understood by itself only if its rows name their columns. The header is the first row of two
/// cells or more, if all of them are text; lines of one cell before it are titles. Formulas have the values that were saved with them.
/// </remarks>
internal sealed class SheetText(XmlPart xml, SharedTexts texts, CellStyles styles)
{
    private const int MaxHeader = 100;
    private const int MaxColumns = 16_384;

    private readonly TextComposer _text = new();
    private readonly List<(int Column, string Value, bool IsText)> _row = [];
    private Dictionary<int, string>? _headers;
    private int _column;

    /// <summary>Returns the text; empty when no cell has a value.</summary>
    public string Read()
    {
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "row" })
                _column = -1;
            else if (xml is { IsStart: true, Name: "c" })
                Cell();
            else if (xml is { IsEnd: true, Name: "row" })
                EndRow();
            else if (xml is { IsEnd: true, Name: "sheetData" })
                break;
        }

        return _text.ToString();
    }

    private void Cell()
    {
        _column = Column(xml["r"]) ?? _column + 1;
        var (type, style) = (xml["t"] ?? "n", xml["s"]);
        if (xml.IsEmpty)
            return;
        string? value = null;
        var depth = xml.Depth;
        while (xml.Read() && !(xml.IsEnd && xml.Depth == depth))
        {
            if (xml is { IsStart: true, Name: "v" })
                value = xml.Content();
            else if (xml is { IsStart: true, Name: "is" })
                value = Escapes.Decode(xml.Content("rPh"));
            else if (xml is { IsStart: true, Name: "f" or "extLst" })
                xml.Skip();
        }

        var shown = value is null ? "" : Shown(value, type, style);
        if (!string.IsNullOrWhiteSpace(shown) && _column < MaxColumns && _row.Count < MaxColumns)
            _row.Add((_column, shown, type is "s" or "inlineStr" or "str"));
    }

    private string Shown(string value, string type, string? style) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? texts[index] : "",
        "b" => value == "0" ? "FALSE" : "TRUE",
        "n" => styles.Shown(value, style),
        "str" => Escapes.Decode(value),
        _ => value,
    };

    private void EndRow()
    {
        if (_row.Count == 0)
            return;
        _text.Row(_row.Select(Labelled));
        if (_headers is null && _row.Count > 1)
            _headers = _row.All(c => c.IsText) ? Headers() : [];
        _row.Clear();
    }

    private string Labelled((int Column, string Value, bool IsText) cell) =>
        _headers?.GetValueOrDefault(cell.Column) is { } header ? $"{header}: {cell.Value}" : cell.Value;

    private Dictionary<int, string> Headers()
    {
        var headers = new Dictionary<int, string>();
        foreach (var (column, value, _) in _row)
            headers[column] = Decoding.CleanText.OneLine(value.Length > MaxHeader ? value[..MaxHeader] : value).TrimEnd(':');
        return headers;
    }

    /// <summary>The index of the column in a reference such as BC12; null when it is none.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (c is >= 'A' and <= 'Z' && column < MaxColumns)
                column = (column * 26) + c - 'A' + 1;
            else
                break;
        }

        return column == 0 ? null : column - 1;
    }
}
