using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Contracts.Client;

namespace Lodestone.Cli.Shared;

/// <summary>The exit code of a server's refusal, and its remedy in the words of the command line.</summary>
/// <remarks>
/// A cause that the library has ends with the same exit code as on this machine; a cause that only HTTP has, by its status. The server's
/// sentence is left as it is.
/// </remarks>
internal static class RemoteAdvice
{
    public static (int Code, string Message) Explain(LodestoneClientException failure) => failure switch
    {
        { Problem: null } => (ErrorAdvice.ExitCodeOf(failure.Code), ErrorAdvice.Sentences(failure, failure.Message)),
        _ => (ExitCodeOf(failure), Advice(failure) is { } advice ? $"{failure.Message} {advice}" : failure.Message),
    };

    private static int ExitCodeOf(LodestoneClientException failure) => failure.Status switch
    {
        _ when ErrorAdvice.KnownCodes.Contains(failure.Code) => ErrorAdvice.ExitCodeOf(failure.Code),
        429 => ExitCode.Busy,
        // Being deleted, for as long as other requests use it.
        409 when failure.RetryAfter is not null || failure.Code == "collection-being-deleted" => ExitCode.Busy,
        >= 400 and < 500 => ExitCode.Usage,
        500 => ExitCode.Defect,
        _ => ExitCode.Unusable,
    };

    private static string? Advice(LodestoneClientException failure) => failure.Code switch
    {
        ErrorCodes.CollectionNotFound => "`lodestone index PATH --server URL -c NAME` creates one.",
        "key-required" or "scope-insufficient" =>
            $"--key-file names the file that has the key, or {RemoteInputs.KeyVariable} has it.",
        _ when failure.RetryAfter is { } pause => string.Create(
            CultureInfo.InvariantCulture, $"Try again in {Math.Ceiling(pause.TotalSeconds)} s."),
        _ => null,
    };
}
