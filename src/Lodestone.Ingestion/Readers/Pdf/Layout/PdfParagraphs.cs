using System.Text;

namespace Lodestone.Ingestion.Readers.Pdf.Layout;

/// <summary>Joins the lines of one column to paragraphs, and divided words to whole ones.</summary>
internal static class PdfParagraphs
{
    // Paragraphs are this much farther apart than lines, or than lines usually are, in font sizes.
    private const double ParagraphGap = 1.3;
    private const double UsualLeading = 1.8;

    // Headings differ from text by this share of its size, at least.
    private const double SizeChange = 0.15;

    // The indent of a first line, in font sizes.
    private const double MinIndent = 0.9;
    private const double MaxIndent = 4;

    public static IEnumerable<PdfBlock> Of(List<PdfRow> rows)
    {
        var leading = LeadingOf(rows);
        var paragraph = new List<PdfRow>();
        var left = 0d;
        foreach (var row in rows)
        {
            if (paragraph.Count > 0 && Begins(row, paragraph, left, leading))
            {
                yield return BlockOf(paragraph);
                paragraph = [];
            }

            // The first line may be indented itself.
            left = paragraph.Count <= 1 ? row.Left : Math.Min(left, row.Left);
            paragraph.Add(row);
        }

        if (paragraph.Count > 0)
            yield return BlockOf(paragraph);
    }

    /// <summary>Joins lines by spaces, and words that a hyphen divides at a line's end.</summary>
    public static string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            Append(text, line);
        return text.ToString();
    }

    /// <summary>The usual distance of two lines, when there are enough to tell.</summary>
    private static double LeadingOf(List<PdfRow> rows)
    {
        var distances = rows.Zip(rows.Skip(1), (above, below) => above.Base - below.Base).Order().ToArray();
        if (distances.Length == 0)
            return double.MaxValue / ParagraphGap;
        var usual = distances[(distances.Length - 1) / 2];
        return distances.Length < 3 ? Math.Min(usual, UsualLeading * rows[0].Size) : usual;
    }

    private static bool Begins(PdfRow row, List<PdfRow> paragraph, double left, double leading)
    {
        var above = paragraph[^1];
        if (above.Base - row.Base > ParagraphGap * leading || Math.Abs(row.Size - above.Size) > SizeChange * Math.Max(row.Size, above.Size))
            return true;
        var indent = (row.Left - left) / row.Size;
        return indent is >= MinIndent and <= MaxIndent && above.Text is [.., '.' or '!' or '?' or ':' or '”' or '"' or '’'] &&
            !PdfRows.IsListMark(paragraph[0].Words[0].Text);
    }

    // Each item of a list is a row.
    private static PdfBlock BlockOf(List<PdfRow> lines)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0; i < lines.Count;)
        {
            var from = i++;
            while (i < lines.Count && !PdfRows.IsListMark(lines[i].Words[0].Text))
                i++;
            rows.Add([Join(lines[from..i].Select(l => l.Text))]);
        }

        return new PdfBlock(rows);
    }

    // A hyphen before a lower-case letter divides a word and is removed, although it may be part of the word ("well-known"). Before any
    // other character it remains.
    private static void Append(StringBuilder block, string line)
    {
        if (line.Length == 0)
            return;
        var divided = block.Length > 1 && (block[^1] is '-' or '\u2010' or '\u00AD') && char.IsLetter(block[^2]);
        if (divided && char.IsLower(line[0]))
            block.Length--;
        else if (block.Length > 0 && !divided)
            block.Append(' ');
        block.Append(line);
    }
}
