using Lodestone.Ingestion.Readers.Archives;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Pptx;

/// <summary>Reads the slides of a presentation, each with its title first and its notes last, and a form feed between them.</summary>
internal static class PptxExtractor
{
    private const string Format = "a PowerPoint presentation (PPTX)";

    public static Extraction Extract(byte[] content, CancellationToken cancellationToken)
    {
        using var archive = PartArchive.Open(content, Format, cancellationToken);
        var parts = new PackageParts(archive);
        var main = parts.Target("", "officeDocument");
        var slides = main is null ? null : Slides(archive, main);
        if (slides is null)
            throw archive.Misnamed(Format);
        var targets = parts.Of(main!).ToLookup(r => r.Id, r => r.Target);
        var (text, read, missing) = (new TextComposer(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), 0);
        foreach (var slide in slides.Select(id => targets[id].FirstOrDefault()))
        {
            // A slide is shown once: a file that names one part ten thousand times is made to cost its reader.
            if (slide is null || !archive.Has(slide) || !read.Add(slide))
            {
                missing++;
                continue;
            }

            if (read.Count > 1)
                text.PageBreak();
            Write(archive, parts, slide, text);
        }

        return Describe(parts, text, read.Count, missing);
    }

    /// <summary>The ids of the slides in their order; null when the part is no presentation.</summary>
    private static List<string>? Slides(PartArchive archive, string main)
    {
        using var xml = archive.Xml(main)!;
        List<string>? slides = null;
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "presentation" })
                slides ??= [];
            // The id of the relation and that of the slide have the same local name; the slide's is a number alone.
            else if (xml is { IsStart: true, Name: "sldId" } && slides is not null && xml.RelationId is { } id)
                slides.Add(id);
        }

        return slides;
    }

    private static void Write(PartArchive archive, PackageParts parts, string slide, TextComposer text)
    {
        var relations = parts.Of(slide);
        var blocks = PptxBlocks.Read(archive, slide, PptxBlocks.OfSlide);
        foreach (var title in blocks.Where(b => b.IsTitle))
        {
            text.BeginHeading(1);
            foreach (var line in title.Lines)
                text.Inline(line + " ");
            text.EndHeading();
        }

        foreach (var block in blocks.Where(b => !b.IsTitle))
            Write(block, text);
        foreach (var diagram in relations.Where(r => r.Type == "diagramData"))
            PptxBlocks.Read(archive, diagram.Target, PptxBlocks.OfDiagram).ForEach(block => Write(block, text));
        foreach (var notes in relations.Where(r => r.Type == "notesSlide").Take(1))
            PptxBlocks.Read(archive, notes.Target, PptxBlocks.OfNotes).ForEach(block => Write(block, text));
    }

    private static void Write(PptxBlock block, TextComposer text)
    {
        text.Paragraph();
        block.Lines.ForEach(line => text.Row(line.Split('\t')));
    }

    private static Extraction Describe(PackageParts parts, TextComposer text, int slides, int missing)
    {
        var (title, author) = parts.Properties();
        var heading = text.Headings.Count > 0 ? text.Headings[0].Text : null;
        var metadata = new Dictionary<string, MetadataValue> { ["slides"] = MetadataValue.Of(slides) };
        if (author is not null)
            metadata["author"] = MetadataValue.Of(author);
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = heading ?? title,
            TitleSource = heading is not null ? TitleSource.Heading : TitleSource.Properties,
            Metadata = metadata,
            Notes = missing == 0 ? [] :
            [
                new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                    $"{missing} entries of the list of slides lead to no slide, or to one that was read already; they were left out.")),
            ],
        };
    }
}
