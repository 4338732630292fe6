using System.Text;
using Lodestone.Ingestion.Readers.Shared;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Finds the words, lines and blocks of a page from the positions of its letters, and their reading order.</summary>
internal static class PdfPageText
{
    /// <summary>Writes the page's text; false when it has none.</summary>
    public static bool Write(PdfPage page, TextComposer text)
    {
        if (string.IsNullOrWhiteSpace(page.Text))
            return false;
        if (!page.HasLayout)
        {
            text.Inline(page.Text);
            return true;
        }

        if (page.Letters.Any(l => !string.IsNullOrWhiteSpace(l.Value)))
            Lay(page.Letters, text);
        text.Paragraph();
        text.Inline(page.FarText);
        return true;
    }

    private static void Lay(IReadOnlyList<Letter> letters, TextComposer text)
    {
        var words = NearestNeighbourWordExtractor.Instance.GetWords(letters).ToArray();
        var blocks = DocstrumBoundingBoxes.Instance.GetBlocks(words);
        foreach (var block in UnsupervisedReadingOrderDetector.Instance.Get(blocks))
        {
            text.Paragraph();
            text.Inline(Join(block.TextLines));
        }
    }

    private static string Join(IReadOnlyList<TextLine> lines)
    {
        var block = new StringBuilder();
        foreach (var line in lines)
        {
            var words = string.Join(' ', line.Words.Select(w => w.Text.Trim()).Where(w => w.Length > 0));
            if (words.Length > 0)
                Append(block, words);
        }

        return block.ToString();
    }

    // A hyphen before a lower-case letter divides a word and is removed, although it may be part of the word ("well-known"). Before any
    // other character it remains.
    private static void Append(StringBuilder block, string line)
    {
        var divided = block.Length > 1 && (block[^1] is '-' or '\u2010' or '\u00AD') && char.IsLetter(block[^2]);
        if (divided && char.IsLower(line[0]))
            block.Length--;
        else if (block.Length > 0 && !divided)
            block.Append(' ');
        block.Append(line);
    }
}
