using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Html;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Epub;

/// <summary>Reads a book in the order of its spine, each page by the reader of HTML.</summary>
internal static class EpubExtractor
{
    private const string Format = "an EPUB book";

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        using var archive = PartArchive.Open(content, Format, cancellationToken);
        if (EpubPackage.Read(archive) is not { } book)
            throw archive.Misnamed(Format);
        var contents = new EpubContents(archive, book);
        var (text, encrypted, left) = (new JoinedText(), EncryptedParts(archive), 0);
        foreach (var page in book.Pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (encrypted.Contains(page))
            {
                throw new UnreadableException(ReadProblemKind.Encrypted,
                    $"Its page '{page}' is encrypted by a copy protection. Get it without one, or exclude it.");
            }

            if (archive.Bytes(page) is not { } bytes)
                left++;
            else
                Add(page, bytes, contents, text, cancellationToken);
        }

        return Describe(book, contents, text, left);
    }

    private static void Add(string page, byte[] bytes, EpubContents contents, JoinedText text, CancellationToken cancellationToken)
    {
        var encoding = EncodingChoice.Of(bytes, complete: true, asked: null, HtmlExtractor.DeclaredEncoding(bytes));
        var html = XhtmlTags.Close(encoding.Decode(bytes, out _));
        var chapter = HtmlExtractor.ComposeAll(html, cancellationToken);
        if (chapter.IsEmpty)
            return;
        // A chapter whose title is styled by hand has the heading that the table of contents gives it.
        if (chapter.Headings.Count == 0 && contents.TitleOf(page) is { } title)
            text.Add(title, [new Heading(0, 1, title)]);
        text.Add(chapter.ToString(), chapter.Headings);
    }

    /// <summary>The parts that a copy protection encrypts; fonts, which are often obfuscated, among them.</summary>
    private static HashSet<string> EncryptedParts(PartArchive archive)
    {
        var parts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var xml = archive.Xml("META-INF/encryption.xml");
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "CipherReference" } && xml["URI"] is { } part)
                parts.Add(EpubPackage.PartOf("", part));
        }

        return parts;
    }

    private static Extraction Describe(EpubPackage book, EpubContents contents, JoinedText text, int left)
    {
        var metadata = new Dictionary<string, MetadataValue>();
        if (book.Authors.Count > 0)
            metadata["author"] = MetadataValue.Of(string.Join(", ", book.Authors));
        if (book.Language is { } language)
            metadata["language"] = MetadataValue.Of(language);
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = book.Title,
            TitleSource = TitleSource.Properties,
            Metadata = metadata,
            Notes = [.. Notes(contents, left)],
        };
    }

    private static IEnumerable<ReadNote> Notes(EpubContents contents, int left)
    {
        if (contents.IsDamaged)
        {
            yield return new ReadNote(
                ReadNoteKind.PartLeftOut, "The table of contents is damaged; the titles that only its rest has were left out.");
        }

        if (left > 0)
        {
            yield return new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                $"{left} pages that the book names are not in the file; they were left out."));
        }
    }
}
