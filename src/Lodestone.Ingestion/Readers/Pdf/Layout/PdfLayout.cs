namespace Lodestone.Ingestion.Readers.Pdf.Layout;

/// <summary>A paragraph, which is one row of one cell, or the rows of a list or a table.</summary>
/// <param name="Rows">The cells of each row, in the columns' order; a cell without text is empty.</param>
internal sealed record PdfBlock(IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Puts the words of a page in the order in which a person reads them.</summary>
/// <remarks>
/// Rows are cut into bands that share the gaps between their columns. The columns of a band are read one after the other if their lines
/// read as prose, and row by row if they are a table. Cuts follow what the rows of a band have in common, so that a page of short lines, in
/// which the next word is nearer below than beside, keeps its order. The work is the number of words times a constant, at each level of
/// columns within columns.
/// </remarks>
internal static class PdfLayout
{
    // Columns within columns; a page has two or three levels.
    private const int MaxDepth = 8;

    // More gaps than the columns of any table: ornaments, or a plan.
    private const int MaxParts = 200;

    public static List<PdfBlock> Lay(IEnumerable<PdfWord> words)
    {
        var blocks = new List<PdfBlock>();
        Lay(PdfRows.Of(words), 0, blocks);
        return blocks;
    }

    private static void Lay(List<PdfRow> rows, int depth, List<PdfBlock> blocks)
    {
        foreach (var band in Bands(rows))
        {
            if (band.Gaps.Count == 0 || depth == MaxDepth)
            {
                blocks.AddRange(PdfParagraphs.Of(band.Rows));
            }
            else if (PdfTable.Of(band.Rows, band.Gaps) is { } table)
            {
                blocks.AddRange(table);
            }
            else
            {
                // At the widest gap: narrower ones may be within a column.
                var gap = band.Gaps.MaxBy(g => g.Right - g.Left);
                Lay(Beside(band.Rows, w => w.Left < gap.Right), depth + 1, blocks);
                Lay(Beside(band.Rows, w => w.Left >= gap.Right), depth + 1, blocks);
            }
        }
    }

    // The lines of columns may be at slightly different heights, so that they have to be found again.
    private static List<PdfRow> Beside(List<PdfRow> rows, Func<PdfWord, bool> isIn) =>
        PdfRows.Of(rows.SelectMany(r => r.Words).Where(isIn));

    /// <summary>Cuts rows where the next row closes all gaps between columns, or has a gap where the rows before have text.</summary>
    private static List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)> Bands(List<PdfRow> rows)
    {
        var bands = new List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)>();
        var (band, cover) = (new List<PdfRow>(), new List<(double Left, double Right)>());
        foreach (var row in rows)
        {
            var parts = PdfRows.Parts(row);
            var merged = Merge(cover, parts, PdfRows.Gap * row.Size);
            if (band.Count > 0 && merged.Count == 1 && (cover.Count > 1 || parts.Count > 1))
            {
                bands.Add((band, GapsOf(cover)));
                band = [];
                merged = Merge([], parts, PdfRows.Gap * row.Size);
            }

            band.Add(row);
            cover = merged;
        }

        if (band.Count > 0)
            bands.Add((band, GapsOf(cover)));
        return Joined(bands);
    }

    // A single row with a gap among lines without one is a line of the text, stretched to the margin.
    private static List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)> Joined(
        List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)> bands)
    {
        var joined = new List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)>();
        for (var i = 0; i < bands.Count; i++)
        {
            var isPlain = bands[i].Gaps.Count == 0;
            var isStretched = !isPlain && bands[i].Rows.Count == 1 && joined.Count > 0 && i + 1 < bands.Count &&
                joined[^1].Gaps.Count == 0 && bands[i + 1].Gaps.Count == 0 && IsStretched(bands[i].Rows[0], joined[^1].Rows[^1]);
            if ((isPlain || isStretched) && joined.Count > 0 && joined[^1].Gaps.Count == 0)
                joined[^1].Rows.AddRange(bands[i].Rows);
            else
                joined.Add(bands[i]);
        }

        return joined;
    }

    // It ends where the line above ends, and has several words on both sides.
    private static bool IsStretched(PdfRow row, PdfRow above) =>
        Math.Abs(row.Right - above.Right) <= row.Size && Math.Abs(row.Left - above.Left) <= 2 * row.Size && row.Words.Count >= 5;

    /// <summary>The union of extents; those nearer to each other than a gap are one.</summary>
    private static List<(double Left, double Right)> Merge(
        List<(double Left, double Right)> cover, List<(double Left, double Right)> parts, double gap)
    {
        var all = new List<(double Left, double Right)>(cover.Count + parts.Count);
        foreach (var part in cover.Concat(parts).OrderBy(p => p.Left))
        {
            if (all.Count > 0 && part.Left - all[^1].Right <= gap)
                all[^1] = (all[^1].Left, Math.Max(all[^1].Right, part.Right));
            else
                all.Add(part);
        }

        return all.Count <= MaxParts ? all : [(all[0].Left, all.Max(p => p.Right))];
    }

    private static List<(double Left, double Right)> GapsOf(List<(double Left, double Right)> cover) =>
        [.. cover.Zip(cover.Skip(1), (left, right) => (left.Right, right.Left))];
}
