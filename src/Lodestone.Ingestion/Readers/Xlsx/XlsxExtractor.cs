using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>Reads the sheets of a workbook, each a document; charts, comments and text boxes are not read.</summary>
internal static class XlsxExtractor
{
    private const string Format = "an Excel workbook (XLSX)";

    /// <summary>Returns the sheets that have values, in their order.</summary>
    /// <param name="content">The file.</param>
    /// <param name="stem">The name of the file, for the titles of its sheets.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static IEnumerable<Extraction> Extract(byte[] content, string stem, CancellationToken cancellationToken)
    {
        using var archive = PartArchive.Open(content, Format, cancellationToken);
        var parts = new PackageParts(archive);
        var main = parts.Target("", "officeDocument");
        var book = main is null ? null : Workbook.Read(archive, main);
        if (book is null)
            throw archive.Misnamed(Format);
        var relations = parts.Of(main!);
        var targets = relations.ToLookup(r => r.Id, r => r.Target);
        var styles = CellStyles.Read(Part("styles"), book.From1904);
        var texts = SharedTexts.Read(Part("sharedStrings"));
        var (title, author) = parts.Properties();
        var read = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        ReadNote[] notes = book.Hidden == 0 ? [] :
        [
            new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                $"{book.Hidden} sheets of the workbook that only a program can show were left out.")),
        ];
        foreach (var (name, id) in book.Sheets)
        {
            var part = targets[id].FirstOrDefault() ?? "";
            using var xml = read.Add(part) ? archive.Xml(part) : null;
            var text = xml is null ? "" : new SheetText(xml, texts, styles).Read();
            if (text.Length == 0)
                continue;
            yield return Describe(name, text, notes) with
            {
                Title = (title ?? stem) + (book.Sheets.Count > 1 ? $": {name}" : ""),
                TitleSource = title is null ? TitleSource.FileName : TitleSource.Properties,
            };
            notes = [];
        }

        XmlPart? Part(string type) => relations.FirstOrDefault(r => r.Type == type) is { } relation ? archive.Xml(relation.Target) : null;

        Extraction Describe(string sheet, string text, ReadNote[] notes)
        {
            var metadata = new Dictionary<string, MetadataValue> { ["sheet"] = MetadataValue.Of(sheet) };
            if (author is not null)
                metadata["author"] = MetadataValue.Of(author);
            return new Extraction { Text = text, Part = sheet, Metadata = metadata, Notes = notes };
        }
    }
}
