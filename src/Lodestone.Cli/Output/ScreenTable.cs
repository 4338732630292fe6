using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading, of one line or two.</param>
/// <param name="Number">Whether it holds numbers: aligned right, and never broken.</param>
/// <param name="Whole">Whether its cells are never broken, as numbers are not.</param>
/// <param name="Label">The label of a cell on a separate line; null for the heading.</param>
internal readonly record struct ScreenColumn(string Name, bool Number, bool Whole = false, string? Label = null)
{
    public static implicit operator ScreenColumn((string Name, bool Number) column) => new(column.Name, column.Number, column.Number);
}

/// <summary>
/// Rows under headings, side by side where the screen is wide enough, otherwise one below the other: one cell a line, with the heading
/// before it.
/// </summary>
internal sealed class ScreenTable(bool isRuled, IReadOnlyList<ScreenColumn> columns) : Renderable
{
    private const int Gap = 2;
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private readonly List<Cell[]> _rows = [];

    public void Row(params ReadOnlySpan<Cell> cells)
    {
        var row = new Cell[columns.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = i < cells.Length ? cells[i] with { Text = TerminalEscaping.Of(cells[i].Text) } : new Cell("");
        _rows.Add(row);
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        TableWidths.Fit(columns, _rows, maxWidth - Gap * (columns.Count - 1)) is { } widths ? SideBySide(widths) : Stacked(maxWidth);

    private IEnumerable<Segment> SideBySide(int[] widths)
    {
        if (isRuled)
            yield return Segment.LineBreak;
        foreach (var segment in Line(widths, [.. columns.Select(c => new Cell(c.Name, Heading))]))
            yield return segment;
        if (isRuled)
        {
            yield return new Segment(new string('─', widths.Sum() + Gap * (widths.Length - 1)));
            yield return Segment.LineBreak;
        }

        foreach (var segment in _rows.SelectMany(row => Line(widths, row)))
            yield return segment;
        if (isRuled)
            yield return Segment.LineBreak;
    }

    private IEnumerable<Segment> Line(int[] widths, Cell[] cells)
    {
        var lines = new IReadOnlyList<Range>[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            lines[i] = TextWrap.Lines(cells[i].Text, widths[i], widths[i]);
        for (var line = 0; line < lines.Max(l => l.Count); line++)
        {
            var owed = 0;
            for (var i = 0; i < cells.Length; i++)
            {
                var shown = line < lines[i].Count ? lines[i][line] : default;
                var free = widths[i] - TextWrap.Width(cells[i].Text.AsSpan(shown));
                yield return Segment.Padding(owed + (columns[i].Number ? free : 0));
                foreach (var segment in cells[i].Segments(shown))
                    yield return segment;
                owed = (columns[i].Number ? 0 : free) + Gap;
            }

            yield return Segment.LineBreak;
        }
    }

    private IEnumerable<Segment> Stacked(int width)
    {
        var indent = Math.Min(2, width / 8);
        var isFirst = true;
        foreach (var row in _rows.Where(row => row.Any(cell => cell.Text.Length > 0)))
        {
            if (!isFirst || isRuled)
                yield return Segment.LineBreak;
            isFirst = false;
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i].Text.Length == 0)
                    continue;
                var label = columns[i].Label ?? columns[i].Name.Trim().Replace('\n', ' ');
                var cell = label.Length == 0 ? row[i] : row[i].After(label + ": ");
                var rest = 0;
                foreach (var range in TextWrap.Lines(cell.Text, width, width - indent))
                {
                    yield return Segment.Padding(rest);
                    foreach (var segment in cell.Segments(range))
                        yield return segment;
                    yield return Segment.LineBreak;
                    rest = indent;
                }
            }
        }

        if (isRuled)
            yield return Segment.LineBreak;
    }
}
