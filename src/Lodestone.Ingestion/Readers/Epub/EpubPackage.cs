using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Epub;

/// <summary>What the package document of a book says: its title, its authors and the order of its pages.</summary>
internal sealed class EpubPackage
{
    private const int MaxAuthors = 20;

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly List<string> _pages = [];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _authors = [];

    /// <summary>The parts of the pages in their order, each once.</summary>
    public IReadOnlyList<string> Pages => _pages;

    public string? Title { get; private set; }

    public IReadOnlyList<string> Authors => _authors;

    public string? Language { get; private set; }

    /// <summary>The part that has the table of contents; null when there is none.</summary>
    public string? Contents { get; private set; }

    /// <summary>Reads the package document; null when the archive has none, and so is no book.</summary>
    public static EpubPackage? Read(PartArchive archive)
    {
        string? part = null;
        using (var container = archive.Xml("META-INF/container.xml"))
        {
            while (container is not null && part is null && container.Read())
                part = container is { IsStart: true, Name: "rootfile" } ? container["full-path"] : null;
        }

        part = part is null ? null : PartOf("", part);
        using var xml = part is null ? null : archive.Xml(part);
        if (xml is null)
            return null;
        var (book, folder) = (new EpubPackage(), part![..(part!.LastIndexOf('/') + 1)]);
        while (xml.Read())
        {
            if (xml.IsStart)
                book.Take(xml, folder);
        }

        return book;
    }

    /// <summary>The part that a reference leads to: without its fragment, with its escapes decoded.</summary>
    public static string PartOf(string folder, string reference)
    {
        var fragment = reference.IndexOf('#', StringComparison.Ordinal);
        return PartName.Resolve(folder, Uri.UnescapeDataString(fragment < 0 ? reference : reference[..fragment]));
    }

    private void Take(XmlPart xml, string folder)
    {
        switch (xml.Name)
        {
            case "title":
                Title ??= CleanText.Label(xml.Content());
                break;
            case "creator" when _authors.Count < MaxAuthors && CleanText.Label(xml.Content()) is { } author:
                _authors.Add(author);
                break;
            case "language":
                Language ??= CleanText.Label(xml.Content());
                break;
            case "item" when xml["id"] is { } id && xml["href"] is { } reference:
                var part = PartOf(folder, reference);
                _parts.TryAdd(id, part);
                // The contents of EPUB 3 come before those of EPUB 2, which newer books have for older readers.
                if (xml["properties"]?.Split(' ').Contains("nav") == true)
                    Contents = part;
                else if (xml["media-type"] == "application/x-dtbncx+xml")
                    Contents ??= part;
                break;
            case "itemref" when xml["idref"] is { } id && _parts.TryGetValue(id, out var page) && _seen.Add(page):
                _pages.Add(page);
                break;
        }

        if (_parts.Count > ArchiveCheck.MaxEntries)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It names more than {ArchiveCheck.MaxEntries} parts, the limit. Split it, or exclude it."));
        }
    }
}
