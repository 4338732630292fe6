using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>What a screen prints, as a pipe gets it or as a terminal does.</summary>
internal static class Screen
{
    public static string Piped(Action<IAnsiConsole> show, int width = 100)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var trimming = new TrimmingWriter(text);
        show(ScreenFactory.Create(trimming, isTerminal: false, width));
        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string OnTerminal(Action<IAnsiConsole> show, bool hasLinks = false)
    {
        using var text = new StringWriter();
        show(ScreenFactory.Create(text, isTerminal: true, width: 100, hasLinks));
        return text.ToString();
    }
}
