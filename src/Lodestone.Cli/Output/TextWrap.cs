using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>
/// Breaks text into lines of a terminal's columns, where wide characters take two and combining marks none. Each line has at least one
/// character, so that every call ends, even without a column for text.
/// </summary>
internal static class TextWrap
{
    /// <summary>The number of columns of a text on one line.</summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        for (var at = 0; at < text.Length;)
        {
            var (length, columns) = Next(text[at..]);
            at += length;
            width += columns;
        }

        return width;
    }

    /// <summary>
    /// Returns the lines of a text, as parts of it. Lines end at the text's own line feeds and between words; a word is broken only when it
    /// is wider than a whole line. Spaces at a break belong to no line; spaces at the beginning of a line of the text do.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="first">Columns of the first line; below 1 counts as 1.</param>
    /// <param name="others">Columns of the other lines; below 1 counts as 1.</param>
    public static IReadOnlyList<Range> Lines(string text, int first, int others)
    {
        var lines = new List<Range>();
        var start = 0;
        foreach (var part in text.Split('\n'))
        {
            Break(text, start, start + part.Length, first, others, lines);
            start += part.Length + 1;
        }

        return lines;
    }

    /// <summary>
    /// Returns the lines of a text, those after the first indented. Two columns of one line, separated by spaces, become separate lines
    /// when the line is too narrow for both.
    /// </summary>
    public static string Reflow(string text, int width)
    {
        var reflowed = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n'))
        {
            var isBlank = line.AsSpan().IndexOfAnyExcept(' ') < 0;
            if (isBlank || Width(line) <= width)
            {
                reflowed.Append(isBlank ? "" : line).Append('\n');
                continue;
            }

            var indent = Math.Min(line.Length - line.TrimStart(' ').Length, Math.Max(0, width / 4));
            foreach (var column in line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                foreach (var range in Lines(column, width - indent, width - indent))
                    reflowed.Append(' ', indent).Append(column.AsSpan(range)).Append('\n');
                indent = Math.Min(indent + 2, Math.Max(0, width / 4));
            }
        }

        return reflowed.ToString(0, reflowed.Length - 1);
    }

    private static void Break(string text, int start, int end, int first, int others, List<Range> lines)
    {
        do
        {
            var most = Math.Max(1, lines.Count == 0 ? first : others);
            var (at, width, word) = (start, 0, start);
            var inWord = false;
            while (at < end)
            {
                var (length, columns) = Next(text.AsSpan(at, end - at));
                var isSpace = length == 1 && text[at] == ' ';
                if (isSpace && inWord)
                    word = at;
                if (width + columns > most && at > start)
                    break;
                inWord = !isSpace;
                width += columns;
                at += length;
            }

            var lineEnd = at == end || word == start ? at : word;
            var shown = start..(start + text.AsSpan(start, lineEnd - start).TrimEnd(' ').Length);
            for (start = lineEnd; start < end && text[start] == ' ' && Next(text.AsSpan(start, end - start)).Length == 1;)
                start++;
            // Spaces alone form a line only where the text has no other characters.
            if (start == end || shown.End.Value > shown.Start.Value)
                lines.Add(shown);
        }
        while (start < end);
    }

    /// <summary>Returns the next character as a reader sees it, and its columns.</summary>
    private static (int Length, int Columns) Next(ReadOnlySpan<char> text)
    {
        if (text[0] is >= ' ' and <= '~' && (text.Length == 1 || text[1] is >= ' ' and <= '~'))
            return (1, 1);
        var length = StringInfo.GetNextTextElementLength(text);
        return (length, new Segment(text[..length].ToString()).CellCount());
    }
}
