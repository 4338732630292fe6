using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Output;

/// <summary>Tables and paragraphs in one style: ruled on a terminal, plain columns when piped.</summary>
internal static class Tables
{
    public static ScreenTable Create(IAnsiConsole screen, params ReadOnlySpan<ScreenColumn> columns) =>
        new(screen.Profile.Out.IsTerminal, [.. columns]);

    /// <summary>A paragraph, wrapped at the screen's width.</summary>
    public static void Say(this IAnsiConsole screen, string text) => screen.Write(new Flow(TerminalEscaping.Of(text)));

    /// <summary>A line that may have two columns, separated by spaces; see <see cref="TextWrap.Reflow"/>.</summary>
    public static void SayColumns(this IAnsiConsole screen, string line)
    {
        foreach (var part in TextWrap.Reflow(line, screen.Profile.Width).Split('\n'))
            screen.Say(part);
    }

    public static void Gap(this IAnsiConsole screen) => screen.Write(new Flow(""));

    /// <summary>Puts blank lines around tables; on a terminal their frames separate them.</summary>
    public static void Show(this IAnsiConsole screen, params ReadOnlySpan<ScreenTable> tables)
    {
        var isFramed = screen.Profile.Out.IsTerminal;
        foreach (var table in tables)
        {
            if (!isFramed)
                screen.Gap();
            screen.Write(table);
        }

        if (!isFramed)
            screen.Gap();
    }

    private sealed class Flow(string text) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            foreach (var line in TextWrap.Lines(text, maxWidth, maxWidth))
            {
                yield return new Segment(text[line]);
                yield return Segment.LineBreak;
            }
        }
    }
}
