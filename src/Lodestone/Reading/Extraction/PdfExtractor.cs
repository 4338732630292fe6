using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Lodestone;

/// <summary>Reads the text layer of a PDF in reading order; pages end with a form feed.</summary>
internal static class PdfExtractor
{
    private const int MaxNesting = 256;
    private const int NamedPages = 10;

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        // Some programs write before the mark, and readers accept it within the first kilobyte.
        if (content.AsSpan(0, Math.Min(content.Length, 1024)).IndexOf("%PDF-"u8) < 0)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                "It is not a PDF: there is no '%PDF-' at its start. Save it anew, or exclude it.");
        }

        try
        {
            using var pdf = PdfDocument.Open(content, new ParsingOptions
            {
                UseLenientParsing = true,
                SkipMissingFonts = true,
                MaxStackDepth = MaxNesting,
                FilterProvider = new PdfFilters(cancellationToken),
            });
            return Read(pdf, cancellationToken);
        }
        catch (PdfDocumentEncryptedException locked)
        {
            throw new UnreadableException(ReadProblemKind.Encrypted,
                "It is encrypted and needs a password to be read; accepted are PDFs that open without one. Save it without a password.",
                locked);
        }
    }

    private static Extraction Read(PdfDocument pdf, CancellationToken cancellationToken)
    {
        if (pdf.NumberOfPages > ReadDefaults.MaxPages)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has {pdf.NumberOfPages} pages; accepted are {ReadDefaults.MaxPages}. Split it."));
        }

        var text = new TextComposer();
        var blank = new List<int>();
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number > 1)
                text.PageBreak();
            if (!PdfPageText.Write(pdf.GetPage(number), text))
                blank.Add(number);
        }

        if (blank.Count == pdf.NumberOfPages)
        {
            throw new UnreadableException(ReadProblemKind.NoText, FormattableString.Invariant(
                $"Its {pdf.NumberOfPages} pages have no text layer: they are probably scanned images. ") +
                "Run text recognition (OCR) over it first.");
        }

        return Describe(pdf, text, blank);
    }

    private static Extraction Describe(PdfDocument pdf, TextComposer text, List<int> blank)
    {
        var metadata = new Dictionary<string, MetadataValue> { ["pages"] = MetadataValue.Of(pdf.NumberOfPages) };
        if (CleanText.OneLine(pdf.Information.Author ?? "") is { Length: > 0 } author)
            metadata["author"] = MetadataValue.Of(author);
        var title = CleanText.OneLine(pdf.Information.Title ?? "");
        return new Extraction
        {
            Text = text.ToString(),
            Title = title.Length > 0 ? title : null,
            TitleSource = title.Length > 0 ? TitleSource.Properties : TitleSource.None,
            Metadata = metadata,
            Notes = blank.Count == 0 ? [] : [Blank(blank, pdf.NumberOfPages)],
        };
    }

    private static ReadNote Blank(List<int> blank, int pages)
    {
        var named = string.Join(", ", blank.Take(NamedPages)) + (blank.Count > NamedPages ? ", ..." : "");
        return new(ReadNoteKind.PartWithoutText, FormattableString.Invariant($"{blank.Count} of {pages} pages have no text: {named}."));
    }
}
