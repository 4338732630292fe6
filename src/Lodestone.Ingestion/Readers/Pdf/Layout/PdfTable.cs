namespace Lodestone.Ingestion.Readers.Pdf.Layout;

/// <summary>Tells a table, which is read by rows, from columns of text, which are read one after the other.</summary>
internal static class PdfTable
{
    // A line of a column of text has some words, and most of its width. Such lines have half of its words, and are a third of its lines:
    // headings, lists and a small table may be between them.
    private const int ProseWords = 4;
    private const double ProseWidth = 0.6;
    private const int ProseLines = 3;

    // Newspapers have more columns, but not in files that people search.
    private const int MaxColumnsOfProse = 4;

    // The part of a table's height that its first column has cells in.
    private const double KeySpan = 0.6;

    /// <summary>Returns the blocks of a table; null when the rows are columns of text.</summary>
    public static IEnumerable<PdfBlock>? Of(List<PdfRow> rows, List<(double Left, double Right)> gaps)
    {
        var cells = rows.Select(r => CellsOf(r, gaps)).ToList();
        if (AreProse(cells, gaps.Count + 1))
            return null;
        var shared = cells.Count(c => c.Count(w => w.Count > 0) > 1);
        if (2 * shared >= rows.Count)
            return [new PdfBlock([.. cells.Select(c => (IReadOnlyList<string>)[.. c.Select(PdfRows.TextOf)])])];
        return AreKeys(rows, cells) ? [new PdfBlock(ByKeys(cells))] : null;
    }

    private static List<List<PdfWord>> CellsOf(PdfRow row, List<(double Left, double Right)> gaps)
    {
        var cells = Enumerable.Range(0, gaps.Count + 1).Select(_ => new List<PdfWord>()).ToList();
        foreach (var word in row.Words)
        {
            var column = gaps.FindIndex(g => word.Left < g.Right);
            cells[column < 0 ? gaps.Count : column].Add(word);
        }

        return cells;
    }

    private static bool AreProse(List<List<List<PdfWord>>> rows, int columns)
    {
        if (columns > MaxColumnsOfProse)
            return false;
        var prose = 0;
        for (var column = 0; column < columns; column++)
        {
            var lines = rows.Select(r => r[column]).Where(c => c.Count > 0).ToArray();
            if (lines.Length < ProseLines)
                continue;
            var width = lines.Max(l => l[^1].Right) - lines.Min(l => l[0].Left);
            var full = lines.Where(l => l.Count >= ProseWords && l[^1].Right - l[0].Left >= ProseWidth * width).ToArray();
            if (2 * full.Sum(l => l.Count) < lines.Sum(l => l.Count) || 3 * full.Length < lines.Length)
                return false;
            prose++;
        }

        return prose > 1;
    }

    /// <summary>Whether the first column has a word or two for each cell of several lines beside it.</summary>
    private static bool AreKeys(List<PdfRow> rows, List<List<List<PdfWord>>> cells)
    {
        var keys = Enumerable.Range(0, rows.Count).Where(i => cells[i][0].Count > 0).ToArray();
        return keys.Length > 1 && keys.All(i => cells[i].Skip(1).Any(c => c.Count > 0)) &&
            rows[keys[0]].Base - rows[keys[^1]].Base >= KeySpan * (rows[0].Base - rows[^1].Base);
    }

    /// <summary>The lines from one key to the next are one row.</summary>
    private static List<IReadOnlyList<string>> ByKeys(List<List<List<PdfWord>>> rows)
    {
        var result = new List<IReadOnlyList<string>>();
        for (var i = 0; i < rows.Count;)
        {
            var from = i++;
            while (i < rows.Count && rows[i][0].Count == 0)
                i++;
            result.Add([.. Enumerable.Range(0, rows[from].Count).Select(
                column => PdfParagraphs.Join(rows[from..i].Select(r => PdfRows.TextOf(r[column])).Where(t => t.Length > 0)))]);
        }

        return result;
    }
}
