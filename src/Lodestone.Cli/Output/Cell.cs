using System.Globalization;
using Spectre.Console;

namespace Lodestone.Cli;

/// <summary>What stands in one place of a table.</summary>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    private static readonly Style Risen = new(Color.Green);
    private static readonly Style Fallen = new(Color.Red);

    public static implicit operator Cell(string text) => new(text);

    /// <summary>By how many places one ranking has what another ranks elsewhere; positive is towards the first.</summary>
    public static Cell Moved(int by) => by switch
    {
        0 => new Cell("same"),
        > 0 => new Cell(string.Create(CultureInfo.InvariantCulture, $"up {by}"), Risen),
        _ => new Cell(string.Create(CultureInfo.InvariantCulture, $"down {-by}"), Fallen),
    };
}
