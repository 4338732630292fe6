using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>Creates screens whose text is the same on every terminal.</summary>
internal static class ScreenFactory
{
    /// <param name="writer">The destination.</param>
    /// <param name="isTerminal">Whether it is a terminal.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="hasLinks">Whether the terminal takes links. Default: as its environment variables say.</param>
    public static IAnsiConsole Create(TextWriter writer, bool isTerminal, int width, bool? hasLinks = null)
    {
        var ansi = isTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var color = ansi && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            // The detected capabilities of CI systems must not change the output.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new ScreenOutput(writer, isTerminal, width),
        });
        screen.Profile.Capabilities.Links = ansi && (hasLinks ?? TerminalLinks.AreTaken(Environment.GetEnvironmentVariable));
        return screen;
    }
}
