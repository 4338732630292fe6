using System.Text;
using Lodestone.Cli.App;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Tests;

/// <summary>Runs commands within the test's process, as a pipe of a told width gets them: the start of a process is most of its cost.</summary>
internal static class InProcess
{
    /// <param name="columns">The width of both outputs.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="stopAt">A text of standard output at which the command is interrupted. Null: it ends by itself.</param>
    public static async Task<CliResult> RunAsync(int columns, string[] arguments, string? stopAt = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new WatchedStream(stopAt, stop);
        using var error = new StringWriter { NewLine = "\n" };
        int code;
        using (var terminal = new Terminal(output, error, columns))
            code = await FailureReport.GuardAsync(terminal, () => Application.RunAsync(arguments, terminal, stop.Token));
        return new CliResult(code, output.Text.ReplaceLineEndings("\n"), error.ToString());
    }

    private sealed class WatchedStream(string? stopAt, CancellationTokenSource stop) : MemoryStream
    {
        public string Text => Encoding.UTF8.GetString(ToArray());

        public override void Flush()
        {
            if (stopAt is not null && Text.Contains(stopAt, StringComparison.Ordinal))
                stop.Cancel();
        }
    }
}
