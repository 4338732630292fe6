using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>A head, facts beside one another, and texts below them: a row for screens on which a table has no room.</summary>
internal static class Facts
{
    /// <summary>The text between two facts of one line.</summary>
    public const string Separator = " · ";

    /// <summary>The style of a head.</summary>
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>The indent of what is below a head; a very narrow screen has no column for it.</summary>
    public static int Indent(int width) => Math.Min(2, width / 8);

    public static IEnumerable<Segment> Row(
        IReadOnlyList<Cell> head, IEnumerable<Cell> facts, IReadOnlyList<Cell> bodies, int width, int indent)
    {
        foreach (var segment in Beside(head, "  ", width, 0, indent))
            yield return segment;
        foreach (var segment in Beside(facts, Separator, width, indent, indent))
            yield return segment;
        foreach (var segment in bodies.SelectMany(body => Wrapped(body, width, indent)))
            yield return segment;
    }

    /// <summary>Cells beside one another, on as many lines as they need. A cell is broken only when it is wider than a line.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="separator">The text between two cells of one line.</param>
    /// <param name="width">The columns of a line.</param>
    /// <param name="first">The indent of the first line.</param>
    /// <param name="others">The indent of the others.</param>
    public static IEnumerable<Segment> Beside(IEnumerable<Cell> cells, string separator, int width, int first, int others)
    {
        var (used, any) = (0, false);
        foreach (var cell in cells)
        {
            var room = TextWrap.Width(cell.Text);
            if (any && used + separator.Length + room <= width)
            {
                yield return new Segment(separator);
                used += separator.Length;
            }
            else
            {
                if (any)
                    yield return Segment.LineBreak;
                used = any ? others : first;
                yield return Segment.Padding(used);
                any = true;
            }

            var isFirst = true;
            foreach (var part in TextWrap.Lines(cell.Text, width - used, width - others))
            {
                if (!isFirst)
                {
                    yield return Segment.LineBreak;
                    yield return Segment.Padding(others);
                    used = others;
                }

                isFirst = false;
                foreach (var segment in cell.Segments(part))
                    yield return segment;
                used += TextWrap.Width(cell.Text.AsSpan(part));
            }
        }

        if (any)
            yield return Segment.LineBreak;
    }

    /// <summary>A text on lines of its own, each indented.</summary>
    public static IEnumerable<Segment> Wrapped(Cell cell, int width, int indent)
    {
        foreach (var part in TextWrap.Lines(cell.Text, width - indent, width - indent))
        {
            yield return Segment.Padding(indent);
            foreach (var segment in cell.Segments(part))
                yield return segment;
            yield return Segment.LineBreak;
        }
    }
}
