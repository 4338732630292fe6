using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Contracts.Client;
using Microsoft.Extensions.Options;

namespace Lodestone.Cli.Shared;

/// <summary>Turns every failure of a command into a paragraph on standard error and an exit code.</summary>
internal static class FailureReport
{
    public static async Task<int> GuardAsync(Terminal terminal, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (IOException closed) when (BrokenPipe.Is(closed))
        {
            terminal.Abandon();
            return ExitCode.OutputClosed;
        }
        catch (OperationCanceledException stopped)
        {
            terminal.Tell(stopped is StoppedException ? "cancelled: " + stopped.Message : "cancelled");
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // The last resort of a program is to say what happened.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var (code, message) = Explain(failure);
            terminal.Tell("error: " + message);
            return code;
        }
    }

    public static (int Code, string Message) Explain(Exception failure) => failure switch
    {
        UsageException => (ExitCode.Usage, failure.Message),
        LodestoneClientException remote => RemoteAdvice.Explain(remote),
        ILodestoneError error when ErrorAdvice.ExitCodeOf(error.Code) is var code and not ExitCode.Defect =>
            (code, ErrorAdvice.Sentences(error, failure.Message)),
        ArgumentException or IOException or UnauthorizedAccessException or OptionsValidationException => (ExitCode.Usage, failure.Message),
        _ => (
            ExitCode.Defect,
            $"{failure.GetType().FullName}: {failure.Message.TrimEnd('.')}. This is a defect of lodestone. Please report it with the " +
            "command, the version (`lodestone --version`) and this message."),
    };
}
