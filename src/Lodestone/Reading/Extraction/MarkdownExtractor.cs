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
        DemandNesting(markdown);
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

    // Found before the library does, because it looks through the rest of the line at each mark: 300,000 take 10 s.
    private static void DemandNesting(string markdown)
    {
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            var marks = 0;
            var start = line[..^line.TrimStart("-*+> \t").Length];
            for (var i = 0; i + 1 < start.Length; i++)
                marks += start[i] == '>' || (start[i] is '-' or '*' or '+' && start[i + 1] is ' ' or '\t') ? 1 : 0;
            if (marks > MaxNesting)
            {
                throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                    $"A line has {marks} marks of lists and quotes within each other; accepted are {MaxNesting}. ") +
                    "Mend the line, or exclude the file.");
            }
        }
    }
}
