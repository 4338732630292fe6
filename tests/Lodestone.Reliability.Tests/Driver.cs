using System.Diagnostics;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests;

/// <summary>The program that is started to be killed.</summary>
internal sealed class Driver : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Driver(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static Driver Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Lodestone.CrashDriver.dll")))
            start.ArgumentList.Add(argument);
        return new Driver(Process.Start(start)!);
    }

    /// <summary>Waits until the program has said so, or has ended.</summary>
    public Task SaysAsync(string word) =>
        Waiting.UntilAsync(() => Output.Contains(word, StringComparison.Ordinal) || _process.HasExited);

    /// <summary>Ends the program as a power switch would, and waits until it is gone. False when it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        var running = !_process.HasExited;
        if (running)
            _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return running;
    }

    /// <summary>Waits for the end; fails unless it was a good one.</summary>
    public async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == 0, Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
