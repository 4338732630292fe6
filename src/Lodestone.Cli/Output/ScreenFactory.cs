using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>Makes screens that say the same wherever they are shown.</summary>
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
            // What CI systems are taken to be able to show must not change what is printed there.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new ScreenOutput(writer, isTerminal, width),
        });
    }
}
