using System.Diagnostics;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Compatibility;

/// <summary>Clients that are programs of their own. Packages of npm are installed from the lock file when they are not there.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    private static string Folder => Path.Combine(Repository.Root, "tests", "Lodestone.Server.Tests", "clients");

    /// <summary>
    /// Runs a script that needs the packages of npm, and gives what it printed. The test is skipped where they or Node.js cannot be had,
    /// and fails in CI.
    /// </summary>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        Validate(await Missing.Value);
        return await RunProgramAsync("node", input, [script, .. arguments]);
    }

    /// <summary>Runs a program, and gives what it printed. The test is skipped where it is not there, and fails in CI.</summary>
    public static async Task<string> RunProgramAsync(string program, string input, params string[] arguments)
    {
        Validate(await MissingAsync(program));
        var (code, output, error) = await StartAsync(program, arguments, input);
        Assert.True(code == 0, error);
        return output;
    }

    private static void Validate(string? missing)
    {
        if (missing is null)
            return;
        Assert.True(Environment.GetEnvironmentVariable("CI") != "true", missing);
        Assert.Skip(missing);
    }

    private static async Task<string?> MissingAsync(string program)
    {
        try
        {
            var (_, version, _) = await StartAsync(program, ["--version"], "");
            return version.Length > 0 ? null : $"'{program}' says no version.";
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return $"'{program}' is not on the PATH ({absent.Message}), so the clients that run on it are not tried.";
        }
    }

    private static async Task<string?> InstallAsync()
    {
        if (await MissingAsync("node") is { } reason)
            return reason;
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return null;
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var (code, _, error) = await StartAsync(npm, ["ci"], "");
        return code == 0 ? null : $"npm ci failed, so the clients of npm are not tried: {error}";
    }

    private static async Task<(int Code, string Output, string Error)> StartAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
