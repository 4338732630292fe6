using Lodestone.Ingestion.Readers.Pdf.Layout;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Writes the text of pages, without the headers and footers that repeat on the pages around.</summary>
/// <remarks>A page is written when the pages after it that are compared with it have come, so that only those are in memory.</remarks>
internal sealed class PdfPageText(TextComposer text, int pages)
{
    private readonly PdfRunningLines _running = new(pages);
    private readonly Queue<PdfPageWords> _waiting = new();
    private int _written;

    /// <summary>The number of lines that were left out, as headers and footers.</summary>
    public int LinesLeftOut { get; private set; }

    /// <summary>The number of their words.</summary>
    public int WordsLeftOut { get; private set; }

    public void Add(PdfPageWords page)
    {
        _waiting.Enqueue(page);
        _running.Add(page);
        if (_waiting.Count > PdfRunningLines.Around)
            Write(_waiting.Dequeue());
    }

    public void Finish()
    {
        while (_waiting.TryDequeue(out var page))
            Write(page);
    }

    private void Write(PdfPageWords page)
    {
        if (_written > 0)
            text.PageBreak();
        var leftOut = _running.Of(_written++);
        LinesLeftOut += leftOut.Count;
        WordsLeftOut += leftOut.Sum(r => r.Words.Count);
        HashSet<PdfWord> words = [.. leftOut.SelectMany(r => r.Words)];
        foreach (var direction in page.Directions)
        {
            foreach (var block in PdfLayout.Lay(words.Count == 0 ? direction : direction.Where(w => !words.Contains(w))))
                Write(block);
        }

        text.Paragraph();
        text.Inline(page.Unordered);
        foreach (var unplaced in page.Unplaced)
        {
            text.Paragraph();
            text.Inline(unplaced);
        }
    }

    private void Write(PdfBlock block)
    {
        text.Paragraph();
        foreach (var row in block.Rows)
        {
            text.Line();
            for (var column = 0; column < row.Count; column++)
            {
                if (column > 0)
                    text.Tab();
                text.Inline(row[column]);
            }
        }
    }
}
