using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Encoders;
using Lodestone.Evaluation;
using Lodestone.Indexing;
using Lodestone.Server;
using Microsoft.Extensions.Options;

namespace Lodestone.Cli.Shared;

/// <summary>Turns every way a command can fail into a paragraph on standard error and an exit code.</summary>
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

    public static (int Code, string Message) Explain(Exception failure)
    {
        var (code, message) = Sort(failure);
        return (code, failure is UsageException ? message : CommandWords.Of(message));
    }

    private static (int Code, string Message) Sort(Exception failure) => failure switch
    {
        UsageException => (ExitCode.Usage, failure.Message),
        ArgumentException argument => (ExitCode.Usage, WithoutParameter(argument)),
        IndexLockedException or AddressInUseException => (ExitCode.Busy, failure.Message),
        IOException or UnauthorizedAccessException => (ExitCode.Usage, failure.Message),
        EvaluationFormatException => (ExitCode.Usage, failure.Message),
        StoreException store => (Code(store.Failure), failure.Message),
        SearchFailedException { Code: SearchFailedException.BudgetSpentCode } => (ExitCode.Usage, failure.Message),
        OptionsValidationException => (ExitCode.Usage, failure.Message),
        ModelLoadException or ModelOutputException or IndexFormatException or SearchFailedException or KeyFileException =>
            (ExitCode.Unusable, failure.Message),
        _ => (
            ExitCode.Defect,
            $"{failure.GetType().FullName}: {failure.Message.TrimEnd('.')}. This is a defect of lodestone. Please report it with the " +
            "command, the version (`lodestone --version`) and this message."),
    };

    /// <summary>The message without the parameter that the framework adds to it, whose name means something to a programmer only.</summary>
    private static string WithoutParameter(ArgumentException failure)
    {
        var at = failure.ParamName is null
            ? -1
            : failure.Message.IndexOf($" (Parameter '{failure.ParamName}')", StringComparison.Ordinal);
        return at < 0 ? failure.Message : failure.Message[..at];
    }

    /// <summary>A folder that is missing, may not be written or has no room is the caller's to mend; a damaged file is not.</summary>
    private static int Code(StoreFailure failure) => failure switch
    {
        StoreFailure.InUse => ExitCode.Busy,
        StoreFailure.Missing or StoreFailure.NotPermitted or StoreFailure.DiskFull => ExitCode.Usage,
        _ => ExitCode.Unusable,
    };
}
