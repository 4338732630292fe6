using System.CommandLine;
using System.CommandLine.Invocation;
using Lodestone.Cli.Config;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.App;

/// <summary>One run of the program: it parses, calls, prints, and returns an exit code.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        Timings.Mark("main entered");
        using var terminal = Terminal.OfProcess();
        using var stop = new StopSignal();
        var exitCode = await FailureReport.GuardAsync(terminal, () => RunAsync(arguments, terminal, stop.Token));
        await ModelLoading.SettleAsync();
        return exitCode;
    }

    /// <summary>Runs a command on a terminal.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        // No response files: a passage may start with an @. No bundles of short options: a text may look like one.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        var configFile = ConfigCommand.FileOption();
        var root = CommandTree.Create(terminal, configFile);
        var parsed = root.Parse(arguments, parsing);
        // A mistyped option is taken for a text, and makes mistakes of the texts behind it.
        if (UsageException.OfMistypedOption(parsed) is { } mistyped)
            throw mistyped;
        if (parsed.Action is ParseErrorAction)
            throw UsageException.Of(parsed);
        // Not for help, versions and completion, which are there to mend a call.
        if (parsed.Action == parsed.CommandResult.Command.Action)
        {
            ConfigCommand.Apply(root, parsed, configFile);
            parsed = root.Parse(arguments, parsing);
        }

        // The program handles signals and failures itself, so that every end has one of its exit codes.
        var running = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var exitCode = await parsed.InvokeAsync(running, cancellationToken);
        terminal.Flush();
        return exitCode;
    }
}
