using Lodestone.Cli.Output;

namespace Lodestone.Cli.Search;

/// <summary>The part of a passage that best explains why it was found, with the query's words highlighted.</summary>
internal static class Snippet
{
    public const int Length = 200;

    private const string More = "...";

    public static Cell Of(string text, IReadOnlyList<TextRange> highlights)
    {
        var (start, end) = Window(text, highlights);
        var before = start > 0 ? More + " " : "";
        var after = end < text.Length ? " " + More : "";
        var marked = new List<TextRange>();
        var at = start;
        foreach (var highlight in highlights)
        {
            if (highlight.Start < at || highlight.End > end)
                continue;
            marked.Add(new TextRange(highlight.Start - start + before.Length, highlight.End - start + before.Length));
            at = highlight.End;
        }

        return new Cell(before + text[start..end] + after, Marked: marked);
    }

    /// <summary>
    /// At most <see cref="Length"/> characters with the most highlights, the first of several such parts; cut between words.
    /// </summary>
    internal static (int Start, int End) Window(string text, IReadOnlyList<TextRange> highlights)
    {
        if (text.Length <= Length)
            return (0, text.Length);
        int best = 0, most = -1;
        for (var i = -1; i < highlights.Count; i++)
        {
            // Some words before the first highlight provide context.
            var start = i < 0 ? 0 : Math.Clamp(highlights[i].Start - Length / 5, 0, text.Length - Length);
            var count = highlights.Count(h => h.Start >= start && h.End <= start + Length);
            if (count > most)
                (best, most) = (start, count);
        }

        return (Forward(text, best), Back(text, best + Length));
    }

    private static int Forward(string text, int at)
    {
        if (at == 0)
            return 0;
        var space = text.AsSpan(at, Length / 5).IndexOfAny(" \n\t");
        return space >= 0 ? at + space + 1 : Whole(text, at);
    }

    private static int Back(string text, int at)
    {
        if (at >= text.Length)
            return text.Length;
        var space = text.AsSpan(at - Length / 5, Length / 5).LastIndexOfAny(" \n\t");
        return space >= 0 ? at - Length / 5 + space : Whole(text, at);
    }

    /// <summary>Never cuts between the halves of a character.</summary>
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
