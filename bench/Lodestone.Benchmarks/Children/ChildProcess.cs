using System.Diagnostics;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Runs work in its own process, so that the memory is that of this work alone.</summary>
internal static class ChildProcess
{
    /// <summary>The first argument of a process that runs one task and prints its result as JSON.</summary>
    public const string Switch = "--child";

    /// <summary>Runs a task of <see cref="ChildTasks"/> to its end and passes its standard error on.</summary>
    /// <exception cref="InvalidOperationException">The task failed.</exception>
    public static async Task<T> RunAsync<T>(string task, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, Switch, task, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == ExitCodes.Success
            ? JsonSerializer.Deserialize<T>(output)!
            : throw new InvalidOperationException($"The process for '{task}' ended with exit code {process.ExitCode}.");
    }
}
