using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Reads the text layer of a PDF in reading order; pages end with a form feed.</summary>
/// <remarks>
/// The parser's own limits on recursion exceed the stack of a pool thread, so this runs on a <see cref="ParserThread"/>, which a
/// cancellation abandons. The thread ends at its next check of the token; the layout of a page has no such check.
/// </remarks>
internal static class PdfExtractor
{
    private const int NamedPages = 10;

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        // Some programs write data before the mark, and readers accept the mark within the first kilobyte.
        if (content.AsSpan(0, Math.Min(content.Length, 1024)).IndexOf("%PDF-"u8) < 0)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                "It is not a PDF: there is no '%PDF-' at its start. Save it again, or exclude it.");
        }

        var bounds = new PdfBounds(content.Length, cancellationToken);
        try
        {
            return Open(content, bounds);
        }
        catch (OutOfMemoryException exhausted)
        {
            // No shared state is left inconsistent: all data of this file belongs to this thread and is discarded with it.
            throw bounds.Refusal ?? new UnreadableException(ReadProblemKind.TooLarge,
                "Reading it takes more memory than there is. Split it, or save it again with another program.", exhausted);
        }
        catch (Exception) when (bounds.Refusal is not null)
        {
            // Where the parser swallowed a refusal and then failed in another way, the refusal is still the reason.
            throw bounds.Refusal;
        }
    }

    private static Extraction Open(byte[] content, PdfBounds bounds)
    {
        try
        {
            content = PdfMask.WithoutStrayReferences(content, bounds);
            PdfMask.ValidateCounts(content, bounds);
            var parsing = new PdfParsing(bounds);
            using var source = new PdfSource(PdfMask.WithoutTrees(content), bounds);
            using var pdf = PdfDocument.Open(source, parsing);
            bounds.Validate();
            source.Replace(content);
            parsing.Filters.HidesTrees = false;
            pdf.AddPageFactory<PdfPage, PdfPageFactory>();
            return Read(pdf, parsing.Pages!, bounds);
        }
        catch (PdfDocumentEncryptedException locked)
        {
            throw new UnreadableException(ReadProblemKind.Encrypted,
                "It is encrypted and needs a password to be read; accepted are PDFs that open without one. Save it without a password.",
                locked);
        }
    }

    private static Extraction Read(PdfDocument pdf, PdfPageFactory factory, PdfBounds bounds)
    {
        var pages = new PdfPageTree(factory.PdfScanner, bounds).Read(pdf.Structure.Catalog.CatalogDictionary);
        bounds.Validate();
        var text = new TextComposer();
        var written = new PdfPageText(text, pages.Count);
        var noted = factory.Notes;
        var (blank, far) = (new List<int>(), new List<int>());
        for (var number = 1; number <= pages.Count; number++)
        {
            bounds.BeginPage();
            var members = new PageTreeMembers();
            foreach (var resources in pages[number - 1].Resources)
                members.ParentResources.Enqueue(resources);
            var page = factory.Create(number, pages[number - 1].Dictionary, members, null!);
            bounds.Validate();
            var words = PdfPageWords.Of(page, noted.Read(pages[number - 1].Dictionary, page.Matrix));
            bounds.Validate();
            written.Add(words);
            if (words.IsBlank)
                blank.Add(number);
            if (page.HasLayout && !string.IsNullOrWhiteSpace(page.FarText))
                far.Add(number);
        }

        written.Finish();
        var unshown = noted.ReadUnshown(pdf.Structure.Catalog.CatalogDictionary);
        bounds.Validate();
        foreach (var value in unshown)
        {
            text.Paragraph();
            text.Inline(value);
        }

        if (blank.Count == pages.Count && unshown.Count == 0)
        {
            throw new UnreadableException(ReadProblemKind.NoText, FormattableString.Invariant(
                $"Its {pages.Count} pages have no text layer: they are probably scanned images. ") +
                "Run text recognition (OCR) over it first.");
        }

        var notes = new List<ReadNote>();
        if (blank.Count > 0)
        {
            notes.Add(new(ReadNoteKind.PartWithoutText, FormattableString.Invariant(
                $"{blank.Count} of {pages.Count} pages have no text: {Named(blank)}.")));
        }

        if (far.Count > 0)
        {
            notes.Add(new(ReadNoteKind.OutOfOrder, FormattableString.Invariant(
                $"{far.Count} of {pages.Count} pages have text far outside of the page, which was put at their end: {Named(far)}.")));
        }

        if (written.LinesLeftOut > 0)
        {
            notes.Add(new(ReadNoteKind.TextLeftOut, FormattableString.Invariant(
                $"Left out as headers and footers that repeat on pages: {written.LinesLeftOut} lines with {written.WordsLeftOut} words.")));
        }

        if (bounds.FontsLeftOut.Count > 0)
        {
            notes.Add(new(ReadNoteKind.FontLeftOut,
                "Embedded fonts were not used, so that some text may be missing or in another order: " +
                string.Join("; ", bounds.FontsLeftOut.Select(f => $"{CleanText.OneLine(f.Key)} {f.Value}")) + "."));
        }

        return Describe(pdf, text, pages.Count, notes);
    }

    private static Extraction Describe(PdfDocument pdf, TextComposer text, int pages, List<ReadNote> notes)
    {
        var metadata = new Dictionary<string, MetadataValue> { ["pages"] = MetadataValue.Of(pages) };
        if (CleanText.OneLine(pdf.Information.Author ?? "") is { Length: > 0 } author)
            metadata["author"] = MetadataValue.Of(author);
        var title = CleanText.OneLine(pdf.Information.Title ?? "");
        return new Extraction
        {
            Text = text.ToString(),
            Title = title.Length > 0 ? title : null,
            TitleSource = title.Length > 0 ? TitleSource.Properties : TitleSource.None,
            Metadata = metadata,
            Notes = notes,
        };
    }

    private static string Named(List<int> pages) => string.Join(", ", pages.Take(NamedPages)) + (pages.Count > NamedPages ? ", ..." : "");
}
