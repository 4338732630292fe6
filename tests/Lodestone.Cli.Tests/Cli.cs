using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Runs the program as its users do: as a process.</summary>
internal static class Cli
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static string Root => Repository.Root;

    public static string BiEncoder { get; } = TinyModel("bert-cls-prompts");

    public static string CrossEncoder { get; } = TinyModel("bert-reranker");

    public static string TinyModel(string name) => TinyModels.Folder(name);

    public static Task<CliResult> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public static Task<CliResult> RunAsync(string input, string[] arguments, params (string Name, string Value)[] environment) =>
        RunAsync(Encoding.UTF8.GetBytes(input), arguments, environment);

    public static async Task<CliResult> RunAsync(byte[] input, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program that refuses its arguments reads nothing.
        }

        return await EndAsync(process, output, error);
    }

    public static async Task<CliResult> EndAsync(Process process, Task<string> output, Task<string> error)
    {
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CliResult(process.ExitCode, await output, await error);
    }

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        StartIn("", arguments, environment);

    /// <summary>Starts it in a folder of its own; an empty one is where the tests run.</summary>
    public static Process StartIn(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var command = CommandLine(arguments);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in new[] { "COLUMNS", "NO_COLOR", "LODESTONE_TIMINGS" })
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static string[] CommandLine(string[] arguments) => ["dotnet", Program(), .. arguments];

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The names of an object's properties, in their order.</summary>
    public static string Names(JsonElement json) => string.Join(" ", json.EnumerateObject().Select(p => p.Name));

    private static string Program()
    {
        // Beside this test's own output: artifacts/bin/<project>/<configuration>.
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var program = Path.Combine(own, "..", "..", "Lodestone.Cli", Path.GetFileName(own), "Lodestone.Cli.dll");
        Assert.True(File.Exists(program), $"The program is not at '{program}'.");
        return program;
    }
}
