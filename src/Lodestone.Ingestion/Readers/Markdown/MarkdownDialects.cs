using System.Buffers;
using System.Globalization;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>
/// What pages of documentation write beyond CommonMark: admonitions (<c>!!! note</c>, <c>::: tip</c>, <c>&gt; [!NOTE]</c>), tabs
/// (<c>=== "Linux"</c>) and wiki links (<c>[[page|label]]</c>).
/// </summary>
internal sealed class MarkdownDialects : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.InsertBefore<ThematicBreakParser>(new IndentedBoxParser());
        // Only the blocks of that extension: its inline form would take the '::' of C++ names.
        pipeline.BlockParsers.InsertBefore<ThematicBreakParser>(new CustomContainerParser());
        pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new CalloutParser());
        pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new WikiLinkParser());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html)
            return;
        html.ObjectRenderers.Insert(0, new IndentedBoxRenderer());
        html.ObjectRenderers.Insert(0, new ContainerRenderer());
    }

    /// <summary>The words on a box: those given, else its kind with a capital, as its page shows it.</summary>
    private static string Label(string kind, string? given) =>
        given ?? (kind.Length == 0 ? "" : char.ToUpper(kind[0], CultureInfo.InvariantCulture) + kind[1..].ToLowerInvariant());

    private static void Write(HtmlRenderer renderer, string label, ContainerBlock content)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<div>");
        if (label.Length > 0)
            renderer.Write("<p>").WriteEscape(label).WriteLine("</p>");
        renderer.WriteChildren(content);
        renderer.WriteLine("</div>");
    }

    /// <summary>A box whose content is indented below its first line.</summary>
    private sealed class IndentedBox(BlockParser parser, string label) : ContainerBlock(parser)
    {
        public string Label => label;
    }

    private sealed class IndentedBoxParser : BlockParser
    {
        private const int ContentIndent = 4;

        public IndentedBoxParser() => OpeningCharacters = ['!', '?', '='];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            if (processor.IsCodeIndent || LabelOf(processor.Line.ToString()) is not { } label)
                return BlockState.None;
            processor.NewBlocks.Push(new IndentedBox(this, label)
            {
                Column = processor.Column,
                Span = new SourceSpan(processor.Start, processor.Line.End),
            });
            return BlockState.ContinueDiscard;
        }

        public override BlockState TryContinue(BlockProcessor processor, Block block)
        {
            if (processor.IsBlankLine)
                return BlockState.Continue;
            if (processor.Indent < ContentIndent)
                return BlockState.None;
            processor.GoToColumn(processor.ColumnBeforeIndent + ContentIndent);
            return BlockState.Continue;
        }

        // !!! kind "label", ??? kind "label" (closed at first), === "label" (one of several tabs).
        private static string? LabelOf(string line)
        {
            var isTab = line.StartsWith("===", StringComparison.Ordinal);
            if (!isTab && !line.StartsWith("!!!", StringComparison.Ordinal) && !line.StartsWith("???", StringComparison.Ordinal))
                return null;
            var rest = line[3..].TrimStart('+', '!').Trim();
            var quote = rest.IndexOf('"', StringComparison.Ordinal);
            var given = quote >= 0 && rest.Length > quote + 1 && rest[^1] == '"' ? rest[(quote + 1)..^1] : null;
            var kinds = (quote < 0 ? rest : rest[..quote]).Trim();
            var hasKind = kinds.Length > 0 && kinds.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_');
            if (isTab ? given is null || kinds.Length > 0 : !hasKind)
                return null;
            return Label(kinds.Split(' ')[0], given);
        }
    }

    private sealed class IndentedBoxRenderer : HtmlObjectRenderer<IndentedBox>
    {
        protected override void Write(HtmlRenderer renderer, IndentedBox obj) => MarkdownDialects.Write(renderer, obj.Label, obj);
    }

    private sealed class ContainerRenderer : HtmlObjectRenderer<CustomContainer>
    {
        protected override void Write(HtmlRenderer renderer, CustomContainer obj)
        {
            // ::: tip A label, :::tip[A label], :::{tip} A label
            var info = (obj.Info ?? "").Trim('{', '}');
            var given = obj.Arguments is { Length: > 0 } words && words[0] != '{' ? words.Trim() : null;
            if (info.IndexOf('[', StringComparison.Ordinal) is > 0 and var at)
            {
                given = (info[(at + 1)..] + (given is null ? "" : " " + given)).TrimEnd(']');
                info = info[..at];
            }

            MarkdownDialects.Write(renderer, Label(info, given), obj);
        }
    }

    /// <summary>The first line of a quote that is a box: its kind, and its label where it has one.</summary>
    private sealed class CalloutParser : InlineParser
    {
        private const int MaxKind = 30;

        private static readonly SearchValues<char> KindLetters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

        public CalloutParser() => OpeningCharacters = ['['];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '!' || processor.Block is not ParagraphBlock { Parent: QuoteBlock quote } paragraph ||
                quote[0] != paragraph || paragraph.Inline!.FirstChild is not null)
                return false;
            var text = slice.Text.AsSpan(slice.Start, slice.Length);
            var end = text[..Math.Min(text.Length, MaxKind)].IndexOf(']');
            if (end < 3 || text[2..end].ContainsAnyExcept(KindLetters))
                return false;
            var rest = text[(end + 1)..];
            var line = rest.IndexOf('\n') is >= 0 and var length ? rest[..length] : rest;
            var label = line.TrimStart("+-").Trim().ToString();
            processor.Inline = new LiteralInline(Label(text[2..end].ToString(), label.Length > 0 ? label : null));
            paragraph.Inline!.AppendChild(processor.Inline);
            processor.Inline = new LineBreakInline { IsHard = true };
            slice.Start += end + 1 + line.Length + (line.Length < rest.Length ? 1 : 0);
            return true;
        }
    }

    /// <summary>A link to a page of the same collection of notes: its label, else the page's name.</summary>
    private sealed class WikiLinkParser : InlineParser
    {
        private const int MaxLength = 300;

        public WikiLinkParser() => OpeningCharacters = ['[', '!'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var text = slice.Text.AsSpan(slice.Start, slice.Length);
            var isEmbedded = text[0] == '!';
            var start = isEmbedded ? 3 : 2;
            if (text.Length < start + 3 || !text[(start - 2)..].StartsWith("[["))
                return false;
            var inner = text[start..Math.Min(text.Length, MaxLength)];
            var length = inner.IndexOf("]]");
            // [[a]](b) is a link whose label is [a].
            if (length <= 0 || inner[..length].ContainsAny('\n', '[', ']') ||
                (inner.Length > length + 2 && inner[length + 2] is '(' or '['))
                return false;
            processor.Inline = new LiteralInline(LabelOf(inner[..length].ToString(), isEmbedded));
            slice.Start += start + length + 2;
            return true;
        }

        private static string LabelOf(string link, bool isEmbedded)
        {
            var bar = link.LastIndexOf('|');
            var label = bar >= 0 ? link[(bar + 1)..].Trim() : "";
            // The label of an embedded picture is its width.
            if (label.Length > 0 && !(isEmbedded && label.All(c => char.IsAsciiDigit(c) || c == 'x')))
                return label;
            return (bar >= 0 ? link[..bar] : link).TrimEnd('\\').Replace("#^", " ", StringComparison.Ordinal)
                .Replace("#", " > ", StringComparison.Ordinal).Trim(' ', '>');
        }
    }
}
