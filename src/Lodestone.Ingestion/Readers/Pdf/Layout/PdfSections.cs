namespace Lodestone.Ingestion.Readers.Pdf.Layout;

/// <summary>Cuts columns of text where a line above, between or below them is over one column only, such as a short heading.</summary>
/// <remarks>
/// Such a line closes no gap, so that it would be read as part of its column. It is alone at its height, and farther from the lines above
/// and below than any other of its column. A heading beside a picture is not cut out: the column with the picture has no text for longer
/// than the heading takes.
/// </remarks>
internal static class PdfSections
{
    // More lines are a part of their column that is longer than the others.
    private const int MaxLines = 3;

    // In distances of two lines: what is farther is another section, and the ends of columns differ by less than this in all.
    private const double Far = 1.5;
    private const double Uneven = 2;

    // The share by which a distance differs from those of paragraphs.
    private const double Farther = 1.2;

    /// <summary>Returns the rows in parts to be read one after the other.</summary>
    public static IEnumerable<List<PdfRow>> Of(List<PdfRow> rows, List<(double Left, double Right)> gaps)
    {
        var columns = rows.Select(r => ColumnOf(r, gaps)).ToArray();
        var page = new PageColumns(rows, gaps);
        var from = 0;
        for (var i = 0; i < rows.Count;)
        {
            var end = LinesAt(i, rows, columns, page.Leading);
            if (end == i || !IsSection(i, end, rows, columns[i], page))
            {
                i++;
                continue;
            }

            if (i > from)
                yield return rows[from..i];
            yield return rows[i..end];
            from = i = end;
        }

        if (from < rows.Count)
            yield return rows[from..];
    }

    /// <summary>The column that has all words of a row; -1 when there are several.</summary>
    private static int ColumnOf(PdfRow row, List<(double Left, double Right)> gaps)
    {
        var first = PageColumns.ColumnOf(row.Words[0], gaps);
        return row.Words.All(w => PageColumns.ColumnOf(w, gaps) == first) ? first : -1;
    }

    /// <summary>The end of the lines from here that are alone in a column, with space above and below; here without such lines.</summary>
    private static int LinesAt(int start, List<PdfRow> rows, int[] columns, double leading)
    {
        if (columns[start] < 0 || (start > 0 && rows[start - 1].Base - rows[start].Base <= Far * leading))
            return start;
        var end = start + 1;
        while (end < rows.Count && rows[end - 1].Base - rows[end].Base <= Far * leading)
        {
            if (columns[end] != columns[start] || end - start == MaxLines)
                return start;
            end++;
        }

        return end - start < rows.Count ? end : start;
    }

    private static bool IsSection(int start, int end, List<PdfRow> rows, int column, PageColumns page)
    {
        var (isFirst, isLast) = (start == 0, end == rows.Count);
        // Above the columns, the first column's lines are read first anyway.
        if (isFirst)
            return column > 0 && page.IsBelow(0, rows[end].Base, Far) && page.IsBelow(0, rows[start].Base, double.MaxValue);
        var space = page.ParagraphIn(column, rows[start].Base, rows[end - 1].Base);
        if (page.SpaceAbove(column, rows[start].Base) <= Farther * space)
            return false;
        return isLast ||
            (page.SpaceAbove(column, rows[end].Base) > Farther * space &&
                page.HasSpaceIn(column, rows[start - 1].Base, rows[end].Base, Uneven));
    }

    /// <summary>The heights of the lines of each column, from top to bottom.</summary>
    private sealed class PageColumns
    {
        private readonly List<(double Base, double Size)>[] _lines;
        public PageColumns(List<PdfRow> rows, List<(double Left, double Right)> gaps)
        {
            _lines = [.. Enumerable.Range(0, gaps.Count + 1).Select(_ => new List<(double Base, double Size)>())];
            foreach (var row in rows)
            {
                foreach (var words in row.Words.GroupBy(w => ColumnOf(w, gaps)))
                    _lines[words.Key].Add((row.Base, words.Max(w => w.Size)));
            }

            var distances = _lines.SelectMany(l => l.Zip(l.Skip(1), (above, below) => above.Base - below.Base)).Order().ToArray();
            Leading = distances.Length == 0 ? double.MaxValue / 4 : distances[(distances.Length - 1) / 2];
        }

        /// <summary>The usual distance of two lines.</summary>
        public double Leading { get; }

        public static int ColumnOf(PdfWord word, List<(double Left, double Right)> gaps)
        {
            var column = gaps.FindIndex(g => word.Left < g.Right);
            return column < 0 ? gaps.Count : column;
        }

        /// <summary>The distance of a column's first line at or below this height to the one above it.</summary>
        public double SpaceAbove(int column, double height)
        {
            var above = _lines[column].FindLastIndex(l => l.Base > height);
            return above < 0 || above + 1 == _lines[column].Count
                ? double.MaxValue
                : _lines[column][above].Base - _lines[column][above + 1].Base;
        }

        /// <summary>The largest distance of two lines of one size in a column, except between these heights; headings have more.</summary>
        public double ParagraphIn(int column, double top, double bottom)
        {
            var most = Leading;
            var lines = _lines[column];
            for (var i = 1; i < lines.Count; i++)
            {
                var distance = lines[i - 1].Base - lines[i].Base;
                if (lines[i - 1].Size == lines[i].Size && distance <= 2 * Far * Leading &&
                    (lines[i - 1].Base < bottom || lines[i].Base > top))
                    most = Math.Max(most, distance);
            }

            return most;
        }

        /// <summary>Whether a column begins at most so many lines below a height.</summary>
        public bool IsBelow(int column, double height, double lines) => _lines[column] is [var first, ..] &&
            first.Base <= height + (Leading / 2) && height - first.Base <= lines * Leading;

        /// <summary>Whether another column has text above and below these heights, and hardly more space than that between.</summary>
        public bool HasSpaceIn(int column, double above, double below, double lines)
        {
            for (var other = 0; other < _lines.Length; other++)
            {
                var last = _lines[other].FindLastIndex(l => l.Base >= above);
                if (other != column && last >= 0 && last + 1 < _lines[other].Count &&
                    _lines[other][last].Base - _lines[other][last + 1].Base <= above - below + (lines * Leading))
                    return true;
            }

            return false;
        }
    }
}
