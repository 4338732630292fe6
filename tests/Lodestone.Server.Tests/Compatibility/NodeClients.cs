using System.Diagnostics;

namespace Lodestone.Server.Tests;

/// <summary>Clients that run on Node.js: their packages are installed from the lock file when they are not there.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    private static string Folder => Path.Combine(Tree.Root, "tests", "Lodestone.Server.Tests", "clients");

    /// <summary>Runs a script, and gives what it printed. The test is skipped where there is no Node.js, and fails in CI.</summary>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        if (await Missing.Value is { } reason)
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") != "true", reason);
            Assert.Skip(reason);
        }

        var (code, output, error) = await StartAsync("node", [script, .. arguments], input);
        Assert.True(code == 0, error);
        return output;
    }

    private static async Task<string?> InstallAsync()
    {
        try
        {
            var (_, version, _) = await StartAsync("node", ["--version"], "");
            if (version.Length == 0)
                return "Node.js says no version.";
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return $"Node.js is not on the PATH ({absent.Message}), so the clients that run on it are not tried.";
        }

        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return null;
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var (code, _, error) = await StartAsync(npm, ["ci"], "");
        return code == 0 ? null : $"npm ci failed, so the clients that run on Node.js are not tried: {error}";
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
