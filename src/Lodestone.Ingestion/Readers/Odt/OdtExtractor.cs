using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Odt;

/// <summary>Reads a text of OpenDocument; not its headers, footers, comments and deleted text.</summary>
internal static class OdtExtractor
{
    private const string Format = "an OpenDocument text (ODT)";
    private const string MediaType = "application/vnd.oasis.opendocument.text";

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        using var archive = PartArchive.Open(content, Format, cancellationToken);
        if (!archive.Has("content.xml"))
            throw archive.Misnamed(Format);
        EnsureText(archive);
        EnsureOpen(archive);
        var styles = new OdtStyles();
        styles.Read(archive.Xml("styles.xml"));
        var text = new TextComposer();
        using (var xml = archive.Xml("content.xml")!)
            new OdtBody(xml, styles, text).Write();
        return Describe(archive, text);
    }

    // A spreadsheet and a presentation of OpenDocument have the same parts.
    private static void EnsureText(PartArchive archive)
    {
        const int most = 100;
        if (archive.Bytes("mimetype") is not { Length: < most } bytes)
            return;
        var found = System.Text.Encoding.UTF8.GetString(bytes).Trim();
        if (found.Length > 0 && !found.StartsWith(MediaType, StringComparison.Ordinal))
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"It is of the type '{CleanText.OneLine(found)}', not {Format}. Give it the extension of its format, or exclude it.");
        }
    }

    private static void EnsureOpen(PartArchive archive)
    {
        using var xml = archive.Xml("META-INF/manifest.xml");
        string? part = null;
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "file-entry" })
                part = xml["full-path"];
            else if (xml is { IsStart: true, Name: "encryption-data" } && part is "content.xml" or "encrypted-package")
                throw new UnreadableException(ReadProblemKind.Encrypted, "It has a password. Save it without one, or exclude it.");
        }
    }

    private static Extraction Describe(PartArchive archive, TextComposer text)
    {
        var metadata = new Dictionary<string, MetadataValue>();
        string? title = null, creator = null;
        using var xml = archive.Xml("meta.xml");
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "title" })
                title ??= CleanText.Label(xml.Content());
            else if (xml is { IsStart: true, Name: "initial-creator" })
                creator = CleanText.Label(xml.Content()) ?? creator;
            else if (xml is { IsStart: true, Name: "creator" })
                creator ??= CleanText.Label(xml.Content());
            else if (xml is { IsStart: true, Name: "language" } && CleanText.Label(xml.Content()) is { } language)
                metadata["language"] = MetadataValue.Of(language);
        }

        if (creator is not null)
            metadata["author"] = MetadataValue.Of(creator);
        var heading = text.Headings.FirstOrDefault(h => h.Level == 1).Text;
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = heading ?? title,
            TitleSource = heading is not null ? TitleSource.Heading : TitleSource.Properties,
            Metadata = metadata,
        };
    }
}
