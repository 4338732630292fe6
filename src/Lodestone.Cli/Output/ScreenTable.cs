using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading, of one line or two.</param>
/// <param name="Number">Whether it holds numbers: aligned right, and never broken.</param>
/// <param name="Whole">Whether its cells are never broken, as numbers are not.</param>
/// <param name="Label">The label of a cell on a line of facts; null for the heading.</param>
internal readonly record struct ScreenColumn(string Name, bool Number, bool Whole = false, string? Label = null)
{
    /// <summary>The place in which a table that is too wide leaves the column out, from 1; 0: never.</summary>
    public int Drop { get; init; }

    /// <summary>Where its cells are when rows are stacked.</summary>
    public StackedPlace Place { get; init; }

    /// <summary>The name in sentences.</summary>
    public string Spoken => Label ?? Name.Trim().Replace('\n', ' ');

    public static implicit operator ScreenColumn((string Name, bool Number) column) => new(column.Name, column.Number, column.Number);
}

/// <summary>The place of a cell in a row that is stacked.</summary>
internal enum StackedPlace
{
    /// <summary>Among the facts, with its label; the first column's are in the head.</summary>
    Fact,

    /// <summary>On the first line, without its label.</summary>
    Head,

    /// <summary>Below the facts at full width, without its label.</summary>
    Body,
}

/// <summary>
/// Rows under headings, side by side where the screen is wide enough: first with all columns, then without those that may be left out, in
/// their order, which a line below names. Otherwise stacked: a head, the facts with their labels, and the text below, at full width.
/// </summary>
internal sealed class ScreenTable(bool isRuled, IReadOnlyList<ScreenColumn> columns) : Renderable
{
    private const int Gap = 2;
    private readonly List<Cell[]> _rows = [];

    public void Row(params ReadOnlySpan<Cell> cells)
    {
        var row = new Cell[columns.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = i < cells.Length ? cells[i] with { Text = TerminalEscaping.Of(cells[i].Text) } : new Cell("");
        _rows.Add(row);
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int[] shown = [.. Enumerable.Range(0, columns.Count)];
        int[] drops = [.. shown.Where(i => columns[i].Drop > 0).OrderBy(i => columns[i].Drop)];
        for (var dropped = 0; dropped <= drops.Length; dropped++)
        {
            int[] kept = [.. shown.Except(drops.Take(dropped))];
            ScreenColumn[] some = [.. kept.Select(i => columns[i])];
            Cell[][] rows = [.. _rows.Select(row => kept.Select(i => row[i]).ToArray())];
            if (TableWidths.Fit(some, rows, maxWidth - (Gap * (some.Length - 1))) is { } widths)
                return [.. SideBySide(widths, some, rows), .. LeftOut(drops[..dropped], maxWidth)];
        }

        return Stacked(maxWidth);
    }

    private IEnumerable<Segment> SideBySide(int[] widths, ScreenColumn[] shown, Cell[][] rows)
    {
        if (isRuled)
            yield return Segment.LineBreak;
        foreach (var segment in Line(widths, shown, [.. shown.Select(c => new Cell(c.Name, Facts.Strong))]))
            yield return segment;
        if (isRuled)
        {
            yield return new Segment(new string('─', widths.Sum() + (Gap * (widths.Length - 1))));
            yield return Segment.LineBreak;
        }

        foreach (var segment in rows.SelectMany(row => Line(widths, shown, row)))
            yield return segment;
        if (isRuled)
            yield return Segment.LineBreak;
    }

    private IEnumerable<Segment> LeftOut(int[] dropped, int width)
    {
        if (dropped.Length == 0)
            return [];
        var names = string.Join(", ", dropped.Order().Select(i => columns[i].Spoken));
        var line = new Cell($"Not shown for want of width: {names}.");
        return [.. isRuled ? Array.Empty<Segment>() : [Segment.LineBreak], .. Facts.Wrapped(line, width, 0)];
    }

    private static IEnumerable<Segment> Line(int[] widths, ScreenColumn[] shown, Cell[] cells)
    {
        var lines = new IReadOnlyList<Range>[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            lines[i] = TextWrap.Lines(cells[i].Text, widths[i], widths[i]);
        for (var line = 0; line < lines.Max(l => l.Count); line++)
        {
            var owed = 0;
            for (var i = 0; i < cells.Length; i++)
            {
                var part = line < lines[i].Count ? lines[i][line] : default;
                var free = widths[i] - TextWrap.Width(cells[i].Text.AsSpan(part));
                yield return Segment.Padding(owed + (shown[i].Number ? free : 0));
                foreach (var segment in cells[i].Segments(part))
                    yield return segment;
                owed = (shown[i].Number ? 0 : free) + Gap;
            }

            yield return Segment.LineBreak;
        }
    }

    private IEnumerable<Segment> Stacked(int width)
    {
        var indent = Facts.Indent(width);
        var hasBodies = columns.Any(c => c.Place == StackedPlace.Body);
        var isFirst = true;
        var isApart = isRuled;
        foreach (var row in _rows)
        {
            if (row.All(cell => cell.Text.Length == 0))
            {
                isApart = true;
                continue;
            }

            if (isApart || (hasBodies && !isFirst))
                yield return Segment.LineBreak;
            (isFirst, isApart) = (false, false);
            foreach (var segment in Facts.Row(Head(row), FactsOf(row), Bodies(row), width, indent))
                yield return segment;
        }

        if (isRuled)
            yield return Segment.LineBreak;
    }

    private Cell[] Head(Cell[] row) =>
        [.. row.Where((cell, i) => cell.Text.Length > 0 && (i == 0 || columns[i].Place == StackedPlace.Head))
            .Select(cell => cell with { Style = cell.Style ?? Facts.Strong })];

    private Cell[] Bodies(Cell[] row) =>
        [.. row.Where((cell, i) => i > 0 && cell.Text.Length > 0 && columns[i].Place == StackedPlace.Body)];

    private IEnumerable<Cell> FactsOf(Cell[] row)
    {
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i].Text.Length == 0 || columns[i].Place != StackedPlace.Fact)
                continue;
            var label = columns[i].Spoken;
            yield return label.Length == 0 ? row[i] : row[i].After(label + ": ");
        }
    }
}
