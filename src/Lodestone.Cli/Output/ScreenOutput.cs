using System.Text;
using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>A writer of known width.</summary>
internal sealed class ScreenOutput(TextWriter writer, bool isTerminal, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => isTerminal;

    public int Width => width;

    public int Height => 50;

    public void SetEncoding(Encoding encoding)
    {
        // Always UTF-8.
    }
}
