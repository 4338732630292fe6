using System.Buffers;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>
/// A parser before all block and inline parsers that consumes nothing and reports the coming work to the document's bounds.
/// </summary>
internal sealed class MarkdownGuard : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new Blocks([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]));
        pipeline.BlockParsers.Insert(1, new Blocks(null));
        pipeline.InlineParsers.Insert(0, new Inlines());
    }

    public void Setup(MarkdownPipeline pipeline, Markdig.Renderers.IMarkdownRenderer renderer)
    {
    }

    private static MarkdownBounds BoundsOf(MarkdownParserContext? context) => (MarkdownBounds)context!.Properties[MarkdownBounds.Key];

    // Parsers for all characters run after those for one, so a line needs a guard that knows its first character, or else the other one.
    private sealed class Blocks : BlockParser
    {
        public Blocks(char[]? opening) => OpeningCharacters = opening;

        public override BlockState TryOpen(BlockProcessor processor)
        {
            if (OpeningCharacters is null && processor.CurrentChar is >= ' ' and <= '~')
                return BlockState.None;
            var bounds = BoundsOf(processor.Context);
            var depth = 0;
            for (var block = processor.CurrentContainer?.Parent; block is not null; block = block.Parent)
                depth += block is ListBlock ? 0 : 1;
            bounds.Mark();
            MarkdownBounds.Nested(depth);
            // Each container searches its own indent from the start of the line.
            bounds.Step((long)(depth + 1) * (processor.Column + 1));
            // Link definitions are removed from the front of their paragraph, one by one.
            if (processor.CurrentBlock is ParagraphBlock { Lines: { Count: > 0 } lines } && lines.Lines[0].Slice.CurrentChar == '[')
                bounds.Step(lines.Count);
            return BlockState.None;
        }
    }

    private sealed class Inlines : InlineParser
    {
        // CommonMark's maximum length of a link label.
        private const int LongestLabel = 1000;

        private static readonly SearchValues<char> TagMarks = SearchValues.Create("<>\"'");

        public Inlines() => OpeningCharacters = [.. "[]!*_~^+=|<&`\\hfmtw"];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var text = slice.Text.AsSpan(slice.Start, slice.Length);
            var isLetter = char.IsAsciiLetter(text[0]);
            if (isLetter && !BeginsAddress(text))
                return false;
            var bounds = BoundsOf(processor.Context);
            bounds.Mark();
            bounds.Open(Depth(processor.Block!.Inline!));
            bounds.Step(LookAhead(text));
            // Searches backwards for a link that it would be part of.
            if (isLetter)
                bounds.Step(bounds.AddressesBefore(processor.Block));
            return false;
        }

        private static bool BeginsAddress(ReadOnlySpan<char> text) =>
            text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ||
            text.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ||
            text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

        private static int Depth(ContainerInline container)
        {
            var depth = 0;
            for (; container.LastChild is ContainerInline { IsClosed: false } open; container = open)
                depth++;
            return depth;
        }

        /// <summary>
        /// The distance that the parser may search for the end of a construct that begins at the first character, as a lower bound.
        /// </summary>
        private static int LookAhead(ReadOnlySpan<char> text) => text switch
        {
            ['[', ..] => Math.Min(LongestLabel, To(text[1..], '[', ']')),
            [']', '(', .. var link] => LinkLength(link),
            ['`', ..] => CodeLength(text),
            ['<', '!', '-', '-', .. var comment] => To(comment, "-->"),
            ['<', '!', '[', .. var data] => To(data, "]]>"),
            ['<', '?', .. var instruction] => To(instruction, "?>"),
            ['<', .. var tag] => TagLength(tag),
            ['h' or 'f' or 'm' or 't' or 'w', ..] => To(text, ' ', '\n'),
            _ => 0,
        };

        private static int To(ReadOnlySpan<char> text, string end) =>
            text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? at : text.Length;

        private static int To(ReadOnlySpan<char> text, char end, char orEnd) =>
            text.IndexOfAny(end, orEnd) is >= 0 and var at ? at : text.Length;

        /// <summary>A destination, in which brackets are paired, and a title in quotes.</summary>
        private static int LinkLength(ReadOnlySpan<char> text)
        {
            var at = 0;
            for (var open = 0; at < text.Length && text[at] > ' ' && open >= 0; at++)
                open += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (text is ['<', ..])
                at = Math.Max(at, To(text, '>', '\n'));
            var rest = text[at..].TrimStart(" \t\n");
            return at + (rest is ['"' or '\'', ..] ? To(rest[1..], rest[0], rest[0]) : rest is ['(', ..] ? To(rest[1..], ')', ')') : 0);
        }

        /// <summary>To the end of a tag, or to the point after which it cannot end; past attributes in quotes.</summary>
        private static int TagLength(ReadOnlySpan<char> text)
        {
            if (text.IsEmpty || (!char.IsAsciiLetter(text[0]) && text[0] != '/'))
                return 0;
            var at = 0;
            while (at < text.Length)
            {
                var next = text[at..].IndexOfAny(TagMarks);
                if (next < 0)
                    return text.Length;
                at += next + 1;
                if (text[at - 1] is '<' or '>')
                    return at;
                at += To(text[at..], text[at - 1], text[at - 1]) + 1;
            }

            return text.Length;
        }

        /// <summary>To the next run of as many backticks.</summary>
        private static int CodeLength(ReadOnlySpan<char> text)
        {
            var run = Run(text);
            var at = run;
            while (text[at..].IndexOf('`') is >= 0 and var next)
            {
                at += next;
                var other = Run(text[at..]);
                at += other;
                if (other == run)
                    break;
            }

            return at == run ? text.Length : at;
        }

        private static int Run(ReadOnlySpan<char> text) => text.IndexOfAnyExcept('`') is >= 0 and var end ? end : text.Length;
    }
}
