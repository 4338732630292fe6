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
            else if (PdfSections.Of(band.Rows, band.Gaps).ToList() is { Count: > 1 } sections)
            {
                foreach (var section in sections)
                    Lay(section, depth + 1, blocks);
            }
            else
            {
                // At the widest gap: narrower ones may be within a column.
                var gap = band.Gaps.MaxBy(g => g.Right - g.Left);
                var (left, right) = (Beside(band.Rows, w => w.Left < gap.Right), Beside(band.Rows, w => w.Left >= gap.Right));
                // No columns are a title in the middle and the heading below it, or the sender and the receiver of a letter.
                if (left is [var first, ..] && right is [.., var last] && last.Base > first.Base)
                    (left, right) = (right, left);
                Lay(left, depth + 1, blocks);
                Lay(right, depth + 1, blocks);
            }
        }
    }

    // The lines of columns may be at slightly different heights, so that they have to be found again.
    private static List<PdfRow> Beside(List<PdfRow> rows, Func<PdfWord, bool> isIn) =>
        PdfRows.Of(rows.SelectMany(r => r.Words).Where(isIn));

    /// <summary>Cuts rows where the next row closes all gaps between columns, or has gaps only where the rows before have text.</summary>
    private static List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)> Bands(List<PdfRow> rows)
    {
        var bands = new List<(List<PdfRow> Rows, List<(double Left, double Right)> Gaps)>();
        var (band, cover, size) = (new List<PdfRow>(), new List<(double Left, double Right)>(), double.MaxValue);
        foreach (var row in rows)
        {
            // By the smallest font: a heading does not close the gap beside it because its own spaces are wider.
            size = Math.Min(size, row.Size);
            var parts = PdfRows.Parts(row);
            var merged = Merge(cover, parts, PdfRows.Gap * size);
            if (band.Count > 0 && (cover.Count > 1 || parts.Count > 1) &&
                (merged.Count == 1 || (cover.Count == 1 && !Share(parts, merged))))
            {
                bands.Add((band, GapsOf(cover)));
                (band, size) = ([], row.Size);
                merged = Merge([], parts, PdfRows.Gap * size);
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

    /// <summary>Whether half of a gap of a row, at least, is a gap of the band with it; a title above columns covers more.</summary>
    private static bool Share(List<(double Left, double Right)> parts, List<(double Left, double Right)> merged)
    {
        var left = GapsOf(merged);
        return parts.Count == 1 || GapsOf(parts).Exists(g =>
            2 * left.Sum(m => Math.Max(0, Math.Min(m.Right, g.Right) - Math.Max(m.Left, g.Left))) >= g.Right - g.Left);
    }

    private static List<(double Left, double Right)> GapsOf(List<(double Left, double Right)> cover) =>
        [.. cover.Zip(cover.Skip(1), (left, right) => (left.Right, right.Left))];
}
