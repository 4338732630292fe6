using System.Text.Json;

namespace Lodestone.Cli.Tests;

/// <summary>How a run of the program ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => Cli.Json(Output);

    /// <summary>
    /// Demands a refusal: the exit code, nothing on standard output, one paragraph without a stack trace on standard error.
    /// </summary>
    public void Refuses(int exitCode, params string[] says)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(says, s => Assert.Contains(s, Error, StringComparison.Ordinal));
    }

    public void Succeeds() => Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
}
