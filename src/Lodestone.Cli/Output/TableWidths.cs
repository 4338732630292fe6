namespace Lodestone.Cli.Output;

/// <summary>Which columns of a terminal does each column of a table get?</summary>
internal static class TableWidths
{
    /// <summary>A column of text is not made narrower: a table that needs that is easier to read as a list.</summary>
    private const int NarrowestText = 16;

    /// <summary>The widths of the columns, or null when the room is too small for them side by side.</summary>
    public static int[]? Fit(IReadOnlyList<ScreenColumn> columns, IReadOnlyList<Cell[]> rows, int room)
    {
        var widths = new int[columns.Count];
        var least = new int[columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            var texts = rows.Select(row => row[i].Text).Prepend(columns[i].Name).SelectMany(text => text.Split('\n')).ToList();
            widths[i] = texts.Max(text => TextWrap.Width(text));
            least[i] = columns[i].Whole ? widths[i] : Math.Min(widths[i], NarrowestText);
        }

        if (least.Sum() > room)
            return null;
        // The widest column gives way first: it has the most words to break between. One of equal widths, the last.
        for (var excess = widths.Sum() - room; excess > 0;)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(i => widths[i] > least[i]).MaxBy(i => (widths[i], i));
            var second = Enumerable.Range(0, widths.Length).Where(i => i != widest && widths[i] > least[i]).Select(i => widths[i])
                .DefaultIfEmpty(0).Max();
            var given = Math.Min(excess, Math.Min(widths[widest] - least[widest], Math.Max(1, widths[widest] - second)));
            widths[widest] -= given;
            excess -= given;
        }

        return widths;
    }
}
