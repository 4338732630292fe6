using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lodestone.Samples.Tests;

/// <summary>A sample, run as its own program in a folder of its own.</summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<string> _errors = [];

    private SampleProgram(Process process) => _process = process;

    /// <summary>All of standard output until now.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>All of standard error until now.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts the built sample.</summary>
    public static SampleProgram Start(string name, string folder, IEnumerable<string> arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Without an end of its input a program that reads it would wait for the terminal of the tests.
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Repository.PathOf("artifacts", "bin", name, "release", name + ".dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        var sample = new SampleProgram(new Process { StartInfo = start });
        sample._process.OutputDataReceived += (_, line) => Add(sample._lines, line.Data);
        sample._process.ErrorDataReceived += (_, line) => Add(sample._errors, line.Data);
        sample._process.Start();
        sample._process.StandardInput.Close();
        sample._process.BeginOutputReadLine();
        sample._process.BeginErrorReadLine();
        return sample;
    }

    /// <summary>Runs a sample to its end, which has to be a good one.</summary>
    public static async Task<string> RunAsync(string name, string folder, params string[] arguments)
    {
        await using var sample = Start(name, folder, arguments);
        await sample._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(sample._process.ExitCode == 0, $"{name} ended with {sample._process.ExitCode}: {sample.Errors}");
        return sample.Output;
    }

    /// <summary>Waits for a line of standard output.</summary>
    public async Task<string> LineAsync(string with)
    {
        await Waiting.UntilAsync(() => _process.HasExited || _lines.Any(l => l.Contains(with, StringComparison.Ordinal)), $"a line with '{with}'");
        return _lines.FirstOrDefault(l => l.Contains(with, StringComparison.Ordinal)) ??
            throw new InvalidOperationException($"The program ended without a line with '{with}': {Output}\n{Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
