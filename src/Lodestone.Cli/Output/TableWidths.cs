namespace Lodestone.Cli.Output;

/// <summary>Distributes the columns of a terminal among the columns of a table.</summary>
internal static class TableWidths
{
    /// <summary>The minimum width of a column of text; a table that needs less is easier to read as a list.</summary>
    private const int NarrowestText = 16;

    /// <summary>
    /// Returns the widths of the columns; null when they do not fit side by side, or only with a word that is broken.
    /// </summary>
    public static int[]? Fit(IReadOnlyList<ScreenColumn> columns, IReadOnlyList<Cell[]> rows, int room)
    {
        var widths = new int[columns.Count];
        var least = new int[columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            var texts = rows.Select(row => row[i].Text).Prepend(columns[i].Name).SelectMany(text => text.Split('\n')).ToList();
            widths[i] = texts.Max(text => TextWrap.Width(text));
            least[i] = columns[i].Whole ? widths[i] : Math.Max(
                Math.Min(widths[i], NarrowestText),
                texts.SelectMany(text => text.Split(' ')).Max(word => TextWrap.Width(word)));
        }

        if (least.Sum() > room)
            return null;
        // The widest column shrinks first: it has the most words to break between. Of equal widths, the last.
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
