using Lodestone.Cli.Output;

namespace Lodestone.Cli.Search;

/// <summary>The sentences of a passage that best explain why it was found, with the query's words highlighted.</summary>
internal static class Snippet
{
    public const int Length = 200;

    private const string More = "...";

    /// <param name="text">The passage.</param>
    /// <param name="highlights">The query's words in it, in order.</param>
    /// <param name="length">The most characters of the part.</param>
    public static Cell Of(string text, IReadOnlyList<TextRange> highlights, int length = Length)
    {
        var (start, end) = Sentences(text, highlights, length) ?? Window(text, highlights, length);
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
    /// The sentence with the most highlights, the first of several, and as many of the following ones as have room; null when it is too
    /// long, or the text is short enough to be shown whole.
    /// </summary>
    internal static (int Start, int End)? Sentences(string text, IReadOnlyList<TextRange> highlights, int length)
    {
        if (text.Length <= length)
            return null;
        var sentences = Split(text);
        var best = sentences.MaxBy(s => (Count(s.Start, s.End), -s.Start));
        var end = sentences.Where(s => s.Start >= best.Start && s.End - best.Start <= length).Select(s => s.End).DefaultIfEmpty(0).Max();
        return end == 0 ? null : (best.Start, end);

        int Count(int from, int to) => highlights.Count(h => h.Start >= from && h.End <= to);
    }

    /// <summary>
    /// At most so many characters with the most highlights, the first of several such parts; cut between words.
    /// </summary>
    internal static (int Start, int End) Window(string text, IReadOnlyList<TextRange> highlights, int length = Length)
    {
        if (text.Length <= length)
            return (0, text.Length);
        int best = 0, most = -1;
        for (var i = -1; i < highlights.Count; i++)
        {
            // Some words before the first highlight provide context.
            var start = i < 0 ? 0 : Math.Clamp(highlights[i].Start - length / 5, 0, text.Length - length);
            var count = highlights.Count(h => h.Start >= start && h.End <= start + length);
            if (count > most)
                (best, most) = (start, count);
        }

        return (Forward(text, best, length), Back(text, best + length, length));
    }

    // A sentence ends with its mark and white space, with an ideographic full stop, or with its line.
    private static List<(int Start, int End)> Split(string text)
    {
        var sentences = new List<(int Start, int End)>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEnd = text[i] is '\n' or '\u3002' or '\uFF01' or '\uFF1F' ||
                (text[i] is '.' or '!' or '?' && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]));
            if (!isEnd && i + 1 < text.Length)
                continue;
            var end = text[i] == '\n' ? i : i + 1;
            if (text.AsSpan(start, end - start).Trim().Length > 0)
                sentences.Add((start, end));
            for (start = i + 1; start < text.Length && char.IsWhiteSpace(text[start]);)
                start++;
            i = Math.Max(i, start - 1);
        }

        return sentences;
    }

    private static int Forward(string text, int at, int length)
    {
        if (at == 0)
            return 0;
        var space = text.AsSpan(at, length / 5).IndexOfAny(" \n\t");
        return space >= 0 ? at + space + 1 : Whole(text, at);
    }

    private static int Back(string text, int at, int length)
    {
        if (at >= text.Length)
            return text.Length;
        var space = text.AsSpan(at - length / 5, length / 5).LastIndexOfAny(" \n\t");
        return space >= 0 ? at - length / 5 + space : Whole(text, at);
    }

    /// <summary>Never cuts between the halves of a character.</summary>
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
