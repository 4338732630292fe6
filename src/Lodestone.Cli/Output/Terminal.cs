using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Lodestone.Cli.Output;

/// <summary>Standard input, output and error, and their properties.</summary>
internal sealed class Terminal : IDisposable
{
    private const int PipedWidth = 120;
    private const int UntoldWidth = 80;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StreamWriter _out;
    private readonly int? _columns;
    private IAnsiConsole? _screen;
    private IAnsiConsole? _errorScreen;
    private bool _abandoned;

    /// <summary>A pipe of a told width instead of the process's own outputs, for running commands within a process.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="columns">The columns of both.</param>
    public Terminal(Stream output, TextWriter error, int columns)
        : this(output, isTerminal: false)
    {
        (Error, ErrorIsTerminal, InputIsRedirected, _columns) = (error, false, true, columns);
    }

    private Terminal(Stream output, bool isTerminal)
    {
        OutputIsTerminal = isTerminal;
        Output = output;
        _out = new StreamWriter(output, Utf8, bufferSize: 16 * 1024, leaveOpen: true);
        Out = OutputIsTerminal ? _out : new TrimmingWriter(_out);
    }

    /// <summary>Standard output as bytes. A write to it fails after its reader has closed the pipe.</summary>
    public Stream Output { get; }

    /// <summary>Standard output as text, flushed at the end.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = Console.Error;

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    public bool InputIsRedirected { get; } = Console.IsInputRedirected;

    /// <summary>
    /// The columns of standard output: 80 for a terminal that reports none; when it is piped, the value of COLUMNS, else 120.
    /// </summary>
    public int Width => OutputIsTerminal ? TerminalColumns() : PipedColumns();

    /// <summary>Standard output as a screen of tables.</summary>
    public IAnsiConsole Screen => _screen ??= ScreenFactory.Create(Out, OutputIsTerminal, Width);

    /// <summary>Standard error as a screen, for progress and problems.</summary>
    public IAnsiConsole ErrorScreen => _errorScreen ??=
        ScreenFactory.Create(Error, ErrorIsTerminal, ErrorIsTerminal ? TerminalColumns() : PipedColumns());

    public static Terminal OfProcess() => new(StandardOutput.Open(), !Console.IsOutputRedirected);

    public static Stream OpenInput() => Console.OpenStandardInput();

    /// <summary>Writes a paragraph to standard error: wrapped on a terminal, one line elsewhere.</summary>
    public void Tell(string text)
    {
        if (ErrorIsTerminal)
            ErrorScreen.Say(text);
        else
            Error.WriteLine(TerminalEscaping.Of(text));
    }

    public void Flush()
    {
        if (_abandoned)
            return;
        Out.Flush();
        Output.Flush();
    }

    /// <summary>Stops writing: the reader has closed the output.</summary>
    public void Abandon() => _abandoned = true;

    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (IOException closed) when (BrokenPipe.Is(closed))
        {
            Abandon();
        }
    }

    private static int TerminalColumns() => Console.WindowWidth is > 0 and var told ? told : UntoldWidth;

    private int PipedColumns() =>
        _columns is { } told ? told
        : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) &&
        columns > 0
            ? columns
            : PipedWidth;
}
