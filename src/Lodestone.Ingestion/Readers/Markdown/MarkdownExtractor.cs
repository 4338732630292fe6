using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Html;
using Lodestone.Ingestion.Readers.Shared;
using Markdig;
using Markdig.Syntax;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>Reads Markdown by rendering it to HTML, because Markdown may contain HTML, and reading that.</summary>
internal static class MarkdownExtractor
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder { MaximumNestingDepth = MarkdownBounds.MaxLevels }
        .UsePipeTables().UseGridTables().UseFootnotes().UseDefinitionLists().UseTaskLists().UseListExtras()
        .UseEmphasisExtras().UseAutoLinks().Use<MarkdownDialects>().Use<MarkdownGuard>()
        .Build();

    public static Extraction Extract(string markdown, ReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var bounds = new MarkdownBounds(cancellationToken);
            var matter = new FrontMatter(options);
            if (FrontMatter.Find(markdown) is { } found)
            {
                matter.Read(found.Yaml);
                markdown = markdown[found.End..];
            }

            bounds.Begin(markdown);
            var context = new MarkdownParserContext();
            context.Properties[MarkdownBounds.Key] = bounds;
            return Read(Markdig.Markdown.Parse(markdown, Pipeline, context), matter, cancellationToken);
        }
        catch (ArgumentException deep) when (deep.Message.Contains("too deeply nested", StringComparison.Ordinal))
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It nests more than {MarkdownBounds.MaxLevels} levels deep with emphasis and lists, the limit for one file. ") +
                "Simplify it, or read it as plain text.", deep);
        }
    }

    private static Extraction Read(MarkdownDocument page, FrontMatter matter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var text = HtmlExtractor.ComposeAll(page.ToHtml(Pipeline), cancellationToken);
        var heading = text.Headings.FirstOrDefault(h => h.Level == 1).Text;
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = matter.Title ?? heading,
            TitleSource = matter.Title is not null ? TitleSource.FrontMatter : heading is not null ? TitleSource.Heading : TitleSource.None,
            Metadata = matter.Metadata,
            Notes = matter.Notes,
        };
    }
}
