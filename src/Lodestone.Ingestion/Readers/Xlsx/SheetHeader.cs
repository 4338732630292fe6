namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>A cell with a value.</summary>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Value">The value as it is shown.</param>
/// <param name="IsText">Whether it is text rather than a number, a date or a truth value.</param>
/// <param name="Style">The number of its style; empty without one.</param>
internal readonly record struct SheetCell(int Column, string Value, bool IsText, string Style);

/// <summary>Knows which row is the header of a table, and labels the cells below it.</summary>
/// <remarks>
/// The header of a sheet is its first row of two cells or more, if all of them are text; lines of one cell before it are titles. After an
/// empty row, another table may begin. Its first row is a header if it looks like the first header, or if the row below it has numbers
/// where it has text. Where neither is to be seen, the rest has no labels, because a wrong label is worse than none.
/// </remarks>
internal sealed class SheetHeader
{
    private const int MaxLength = 100;

    private Dictionary<int, string>? _labels;
    private string? _style;
    private bool _isHeader;
    private bool _isTitle;

    /// <summary>Whether there was an empty row before, and only titles since.</summary>
    public bool IsAfterGap { get; set; }

    /// <summary>Looks at a row before its cells are labelled.</summary>
    public void Look(List<SheetCell> row, List<SheetCell>? next)
    {
        _isTitle = row.Count == 1 && row[0].IsText && IsAfterGap;
        _isHeader = false;
        if (row.Count == 1)
            return;
        if (_labels is null)
            Begin(row, next, row.TrueForAll(c => c.IsText));
        else if (IsAfterGap && row.TrueForAll(c => c.IsText))
            BeginAgain(row, next);
        IsAfterGap = false;
    }

    public string Labelled(SheetCell cell) =>
        !_isHeader && !_isTitle && _labels?.GetValueOrDefault(cell.Column) is { } label ? $"{label}: {cell.Value}" : cell.Value;

    private void BeginAgain(List<SheetCell> row, List<SheetCell>? next)
    {
        if (IsOverNumbers(row, next) || (_style is not null && StyleOf(row) == _style))
            Begin(row, next, isHeader: true);
        // A header that looks unlike the rows below it would look so here too.
        else if (_style is null || row.Exists(c => !_labels!.ContainsKey(c.Column)))
            Begin(row, next, isHeader: false);
    }

    private void Begin(List<SheetCell> row, List<SheetCell>? next, bool isHeader)
    {
        _labels = [];
        _isHeader = isHeader;
        if (!isHeader)
            return;
        _style = next is not null && StyleOf(row) is { } style && next.TrueForAll(c => c.Style != style) ? style : null;
        foreach (var cell in row)
        {
            var value = cell.Value.Length > MaxLength ? cell.Value[..MaxLength] : cell.Value;
            _labels[cell.Column] = Decoding.CleanText.OneLine(value).TrimEnd(':');
        }
    }

    /// <summary>The style that all cells of a row have; null when they differ.</summary>
    private static string? StyleOf(List<SheetCell> row) => row.TrueForAll(c => c.Style == row[0].Style) ? row[0].Style : null;

    private static bool IsOverNumbers(List<SheetCell> row, List<SheetCell>? next)
    {
        var numbers = (next ?? []).Where(c => !c.IsText).Select(c => c.Column).ToHashSet();
        return row.Exists(c => numbers.Contains(c.Column));
    }
}
