using System.Globalization;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>Streams the rows of a sheet as lines, each cell with the header of its column: <c>Name: Ann	City: Rome</c>.</summary>
/// <remarks>
/// A passage of a long sheet is found and understood by itself only if its rows name their columns: <see cref="SheetHeader"/>. Formulas
/// have the values that were saved with them.
/// </remarks>
internal sealed class SheetText(XmlPart xml, SharedTexts texts, CellStyles styles)
{
    private const int MaxColumns = 16_384;

    private readonly TextComposer _text = new();
    private readonly SheetHeader _header = new();
    private List<SheetCell> _row = [];
    private List<SheetCell>? _held;
    private int _column;
    private int _number;
    private int _last;

    /// <summary>Returns the text; empty when no cell has a value.</summary>
    public string Read()
    {
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "row" })
                (_column, _number) = (-1, RowNumber() ?? _number + 1);
            else if (xml is { IsStart: true, Name: "c" })
                Cell();
            else if (xml is { IsEnd: true, Name: "row" })
                EndRow();
            else if (xml is { IsEnd: true, Name: "sheetData" })
                break;
        }

        if (_held is { } held)
            Write(held, null);
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
            _row.Add(new SheetCell(_column, shown, type is "s" or "inlineStr" or "str", style ?? ""));
    }

    private string Shown(string value, string type, string? style) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? texts[index] : "",
        "b" => value == "0" ? "FALSE" : "TRUE",
        "n" => styles.Shown(value, style),
        "str" => Escapes.Decode(value),
        _ => value,
    };

    // Whether a row is a header can be seen from the row after it.
    private void EndRow()
    {
        if (_row.Count == 0)
            return;
        if (_held is { } held)
            Write(held, _row);
        _header.IsAfterGap |= _last > 0 && _number - _last > 1;
        (_held, _row, _last) = (_row, [], _number);
    }

    private void Write(List<SheetCell> row, List<SheetCell>? next)
    {
        _header.Look(row, next);
        _text.Row(row.Select(_header.Labelled));
    }

    private int? RowNumber() =>
        int.TryParse(xml["r"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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
