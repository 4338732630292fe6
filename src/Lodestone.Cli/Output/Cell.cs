using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>One cell of a table.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">Its style.</param>
/// <param name="Marked">The highlighted parts of it, in order; they do not overlap.</param>
internal readonly record struct Cell(string Text, Style? Style = null, IReadOnlyList<TextRange>? Marked = null)
{
    private static readonly Style Mark = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style Risen = new(Color.Green);
    private static readonly Style Fallen = new(Color.Red);

    public static implicit operator Cell(string text) => new(text);

    /// <summary>The difference in rank between two rankings; positive is towards the first.</summary>
    public static Cell Moved(int by) => by switch
    {
        0 => new Cell("same"),
        > 0 => new Cell(string.Create(CultureInfo.InvariantCulture, $"up {by}"), Risen),
        _ => new Cell(string.Create(CultureInfo.InvariantCulture, $"down {-by}"), Fallen),
    };

    /// <summary>The address that a terminal which takes links opens; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>The same with a label before it.</summary>
    public Cell After(string label) => this with
    {
        Text = label + Text,
        Marked = [.. (Marked ?? []).Select(m => new TextRange(m.Start + label.Length, m.End + label.Length))],
    };

    /// <summary>A part of the text for one line.</summary>
    public IEnumerable<Segment> Segments(Range part)
    {
        var plain = Style ?? Spectre.Console.Style.Plain;
        var link = Link is null ? null : new Link(Link);
        var (at, end) = (part.Start.Value, part.End.Value);
        foreach (var mark in Marked ?? [])
        {
            if (mark.End <= at || mark.Start >= end)
                continue;
            if (mark.Start > at)
                yield return new Segment(Text[at..mark.Start], plain, link);
            yield return new Segment(Text[Math.Max(at, mark.Start)..Math.Min(end, mark.End)], Mark, link);
            at = Math.Min(end, mark.End);
        }

        if (at < end)
            yield return new Segment(Text[at..end], plain, link);
    }
}
