using Markdig;
using Markdig.Extensions.Yaml;

namespace Lodestone;

/// <summary>Reads Markdown as it looks on a page: it is rendered to HTML, because Markdown may hold HTML, and read as that.</summary>
internal static class MarkdownExtractor
{
    // Deeper than anyone writes; beyond it the library refuses the text, whose nesting costs it the square of the depth.
    private const int MaxNesting = 100;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder { MaximumNestingDepth = MaxNesting }
        .UseYamlFrontMatter().UsePipeTables().UseGridTables().UseFootnotes().UseDefinitionLists().UseTaskLists().UseListExtras()
        .UseEmphasisExtras().UseAutoLinks()
        .Build();

    public static Extraction Extract(string markdown, ReadOptions options, CancellationToken cancellationToken)
    {
        var page = Markdown.Parse(markdown, Pipeline);
        cancellationToken.ThrowIfCancellationRequested();
        var matter = new FrontMatter(options);
        if (page.OfType<YamlFrontMatterBlock>().FirstOrDefault() is { } block)
            matter.Read(block.Lines.ToString());
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
