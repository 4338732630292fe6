using System.Text;
using System.Text.RegularExpressions;

namespace Lodestone.Ingestion.Readers.Pdf.Layout;

/// <summary>A word of a page, turned so that its line is level.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Left">The start of its line, in points.</param>
/// <param name="Right">The end.</param>
/// <param name="Base">The height of the line it is written on; larger is higher on the page.</param>
/// <param name="Size">The size of its font, in points.</param>
internal readonly record struct PdfWord(string Text, double Left, double Right, double Base, double Size);

/// <summary>Words on one line, from left to right; a page with columns has one row for the lines of all columns.</summary>
internal sealed class PdfRow(IReadOnlyList<PdfWord> words)
{
    public IReadOnlyList<PdfWord> Words { get; } = words;

    public double Base { get; } = words.MaxBy(w => w.Size).Base;

    public double Size { get; } = words.Select(w => w.Size).Order().ElementAt(words.Count / 2);

    public double Left => Words[0].Left;

    public double Right { get; } = words.Max(w => w.Right);

    public string Text => PdfRows.TextOf(Words);
}

/// <summary>Finds the rows of words, and the parts of a row that are separated by more than a space.</summary>
internal static partial class PdfRows
{
    /// <summary>The width of a gap between columns, in font sizes. A space has 0.3, in justified lines up to 0.8.</summary>
    /// <remarks>Tables of TeX have 12 points, also with a font of 12.</remarks>
    public const double Gap = 0.98;

    // Raised and lowered words belong to the row; the next line is at least 0.9 font sizes away.
    private const double SameRow = 0.6;

    // Letters that touch, and letters of one size, by shares of the size. TeX moves the letters of its name by 0.17.
    private const double Touching = 0.19;
    private const double SameSize = 0.1;

    // The farthest that the mark of a list item is from its text, in font sizes.
    private const double MarkGap = 4;

    // The farthest that the number of a heading is from its words.
    private const double NumberGap = 1.7;

    /// <summary>Returns the rows from top to bottom.</summary>
    public static List<PdfRow> Of(IEnumerable<PdfWord> words)
    {
        var rows = new List<PdfRow>();
        var row = new List<PdfWord>();
        var (main, size) = (0d, 0d);
        foreach (var word in words.OrderByDescending(w => w.Base).ThenBy(w => w.Left))
        {
            if (row.Count > 0 && main - word.Base > SameRow * Math.Min(size, word.Size))
            {
                rows.Add(RowOf(row));
                row = [];
            }

            // A row is where its largest words are, so that a raised one before them does not draw it up.
            if (row.Count == 0 || word.Size > size)
                (main, size) = (word.Base, word.Size);
            row.Add(word);
        }

        if (row.Count > 0)
            rows.Add(RowOf(row));
        return rows;
    }

    /// <summary>Returns the parts of a row with their extents. The mark of a list item is part of the item.</summary>
    public static List<(double Left, double Right)> Parts(PdfRow row)
    {
        var parts = new List<(double Left, double Right)>();
        var before = default(PdfWord);
        foreach (var word in row.Words)
        {
            var gap = word.Left - (parts.Count > 0 ? parts[^1].Right : word.Left);
            // By the smaller font: the heading of a column is beside a line of the other column.
            var size = Math.Min(before.Size, word.Size);
            var isAfterMark = parts.Count == 1 && IsListMark(before.Text) && before.Left == parts[0].Left && gap <= MarkGap * size;
            isAfterMark |= parts.Count > 0 && before.Left == parts[^1].Left && gap <= NumberGap * size && char.IsLetter(word.Text[0]) &&
                before.Size == word.Size && HeadingNumber().IsMatch(before.Text);
            if (parts.Count == 0 || (gap > Gap * size && !isAfterMark))
                parts.Add((word.Left, word.Right));
            else
                parts[^1] = (parts[^1].Left, Math.Max(parts[^1].Right, word.Right));
            before = word;
        }

        return parts;
    }

    /// <summary>The words of a row or a cell, with a space between them unless they touch, as the lowered letter of a name does.</summary>
    public static string TextOf(IReadOnlyList<PdfWord> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0 && !Touch(words[i - 1], words[i]))
                text.Append(' ');
            text.Append(words[i].Text);
        }

        return text.ToString();
    }

    // The mark of a note touches its word too, but is smaller.
    private static bool Touch(PdfWord left, PdfWord right) =>
        left.Base != right.Base && Math.Abs(left.Size - right.Size) <= SameSize * left.Size &&
        Math.Abs(right.Left - left.Right) <= Touching * left.Size && char.IsLetter(left.Text[^1]) && char.IsLetter(right.Text[0]);

    /// <summary>Whether a word at the start of a line begins an item of a list.</summary>
    public static bool IsListMark(string? word) => word is not null && ListMark().IsMatch(word);

    private static PdfRow RowOf(List<PdfWord> words) => new([.. words.OrderBy(w => w.Left).ThenByDescending(w => w.Base)]);

    [GeneratedRegex(@"^(?:[•●○◦■□▪▫‣⁃·∙\-–—*]|\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivx]{2,5})[.)])$")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}|[A-Z](?:\.[0-9]{1,2}){0,4})\.?$")]
    private static partial Regex HeadingNumber();
}
