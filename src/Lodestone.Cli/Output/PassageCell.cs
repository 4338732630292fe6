using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>A passage formatted for a table.</summary>
internal static class PassageCell
{
    /// <summary>The length to which a terminal's passage is cut, so that the ranks stay visible; piped output has all of it.</summary>
    private const int LongestShown = 240;

    public static string Of(IAnsiConsole screen, PassageState state, string text) =>
        state == PassageState.Blank ? "(blank)"
        : screen.Profile.Out.IsTerminal && text.Length > LongestShown ? string.Concat(text.AsSpan(0, Boundary(text)), " ...")
        : text;

    /// <summary>Never cuts between the halves of a character.</summary>
    private static int Boundary(string text) => char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown;
}
