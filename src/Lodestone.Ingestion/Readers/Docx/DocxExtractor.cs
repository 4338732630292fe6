using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Docx;

/// <summary>Reads a Word document: body, then footnotes and endnotes; not headers, footers, comments and deleted text.</summary>
internal static class DocxExtractor
{
    private static readonly byte[] OleSignature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        if (content.AsSpan().StartsWith(OleSignature))
        {
            throw new UnreadableException(ReadProblemKind.Encrypted,
                "It is an OLE file: a Word document with a password, or one of Word 97 to 2003. Save it as DOCX without a " +
                "password.");
        }

        if (!content.AsSpan().StartsWith("PK"u8))
            throw Malformed("It is not a DOCX, which is a zip archive. Save it again from Word, or exclude it.");
        ArchiveCheck.Validate(content, cancellationToken);
        try
        {
            // Opened here: the library copies to a file in the temporary folder what it opens itself for reading.
            using var stream = new MemoryStream(content, writable: false);
            using var package = Package.Open(stream, FileMode.Open, FileAccess.Read);
            using var word = WordprocessingDocument.Open(package);
            return Read(word, cancellationToken);
        }
        catch (Exception broken) when (broken is UriFormatException or { InnerException: UriFormatException })
        {
            // A link that is no address. The library mends it in a package that may be changed, which this copy in memory is.
            using var copy = new MemoryStream();
            copy.Write(content);
            using var word = WordprocessingDocument.Open(copy, isEditable: true, new OpenSettings { AutoSave = false });
            return Read(word, cancellationToken);
        }
    }

    private static Extraction Read(WordprocessingDocument word, CancellationToken cancellationToken)
    {
        var main = word.MainDocumentPart ??
            throw Malformed("It is an archive without a Word document in it. Save it again from Word, or exclude it.");
        var styles = DocxStyles.Read(main.StyleDefinitionsPart, cancellationToken);
        var text = new TextComposer();
        foreach (var part in new OpenXmlPart?[] { main, main.FootnotesPart, main.EndnotesPart }.OfType<OpenXmlPart>())
        {
            text.Paragraph();
            using var xml = Open(part);
            new DocxBody(xml, styles, text, cancellationToken).Write();
        }

        return Describe(word, text);
    }

    /// <summary>Opens a part's XML without external content, entities and tags over the bounds.</summary>
    /// <exception cref="UnreadableException">The part has the name of a picture, so it was not measured.</exception>
    public static XmlReader Open(OpenXmlPart part)
    {
        ValidateMeasured(part);
        return XmlPart.Reader(new MeasuredStream(part.GetStream(FileMode.Open, FileAccess.Read), static (_, _) => { }) { HasTags = true });
    }

    /// <summary>Reads the next node.</summary>
    /// <exception cref="UnreadableException">The part is nested more deeply than the limit.</exception>
    public static bool ReadOn(XmlReader xml, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var more = xml.Read();
        if (xml.Depth > XmlPart.MaxNesting)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has more than {XmlPart.MaxNesting} nested elements, the limit for one part. Save it again from Word."));
        }

        return more;
    }

    private static void ValidateMeasured(OpenXmlPart part)
    {
        if (ArchiveCheck.IsMedia(part.Uri.OriginalString))
        {
            throw Malformed(
                $"Its text or title is in '{part.Uri.OriginalString}', which has the name of a picture. Save it again from Word.");
        }
    }

    private static UnreadableException Malformed(string reason) => new(ReadProblemKind.Malformed, reason);

    private static Extraction Describe(WordprocessingDocument word, TextComposer text)
    {
        if (word.CoreFilePropertiesPart is { } core)
            ValidateMeasured(core);
        var heading = text.Headings.FirstOrDefault(h => h.Level == 1).Text;
        var property = CleanText.OneLine(word.PackageProperties.Title ?? "") is { Length: > 0 } title ? title : null;
        var metadata = new Dictionary<string, MetadataValue>();
        if (word.PackageProperties.Creator is { Length: > 0 } author)
            metadata["author"] = MetadataValue.Of(author);
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = heading ?? property,
            TitleSource = heading is not null ? TitleSource.Heading : property is not null ? TitleSource.Properties : TitleSource.None,
            Metadata = metadata,
        };
    }
}
