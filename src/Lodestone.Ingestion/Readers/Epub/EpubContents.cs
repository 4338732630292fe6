using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Epub;

/// <summary>The titles that a book's table of contents gives to its pages, in the form of EPUB 3 (a page) or EPUB 2 (NCX).</summary>
internal sealed class EpubContents
{
    private readonly Dictionary<string, string> _titles = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the table; a damaged one, which readers of books do without, has no titles from its damage on.</summary>
    public EpubContents(PartArchive archive, EpubPackage book)
    {
        if (book.Contents is not { } part)
            return;
        var folder = part[..(part.LastIndexOf('/') + 1)];
        try
        {
            using var xml = archive.Xml(part);
            string? label = null;
            while (xml is not null && xml.Read())
            {
                if (!xml.IsStart)
                    continue;
                if (xml.Name == "a" && xml["href"] is { } reference)
                    Take(EpubPackage.PartOf(folder, reference), xml.Content());
                else if (xml.Name == "text")
                    label = xml.Content();
                else if (xml.Name == "content" && xml["src"] is { } source && label is not null)
                    Take(EpubPackage.PartOf(folder, source), label);
            }
        }
        catch (System.Xml.XmlException)
        {
            IsDamaged = true;
        }
    }

    /// <summary>Whether the table ends early because it is no XML.</summary>
    public bool IsDamaged { get; }

    /// <summary>The title of a page; null when the table has none.</summary>
    public string? TitleOf(string page) => _titles.GetValueOrDefault(page);

    private void Take(string page, string title)
    {
        if (CleanText.Label(title) is { } label)
            _titles.TryAdd(page, label);
    }
}
