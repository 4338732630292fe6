using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>Creates screens whose text is the same on every terminal.</summary>
internal static class ScreenFactory
{
    public static IAnsiConsole Create(TextWriter writer, bool isTerminal, int width)
    {
        var ansi = isTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var color = ansi && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            // The detected capabilities of CI systems must not change the output.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new ScreenOutput(writer, isTerminal, width),
        });
    }
}
