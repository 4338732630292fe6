using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>The server as a process: how it starts, and every way it ends.</summary>
public sealed class ServeTests
{
    private static readonly string[] TinyModels = ["--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM", 0)]
    [InlineData("INT", 130)]
    public async Task Serve_UntilASignal_AnswersAndEnds(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with `kill`.");
        using var folder = new TemporaryFolder();
        using var process = Cli.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], .. TinyModels]);
        var error = process.StandardError.ReadToEndAsync(Token);
        var lines = await UntilReadyAsync(process);
        Assert.Contains(lines, l => l.Contains(folder["data"], StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(lines[0]["Listening on ".Length..]) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/ready", UriKind.Relative), Token)).StatusCode);
        var result = await EndAsync(process, signal, error);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("stopping: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    /// <summary>The routes that need no key have been asked, and no other has, when the last key is revoked or its file is lost.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_LastKeyGoneBeforeItIsAsked_StaysClosed(bool isRevoked)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with `kill`.");
        using var folder = new TemporaryFolder();
        var key = (await Cli.RunAsync("keys", "add", "--scope", "admin", "--json", "--data", folder["data"])).Json;
        using var process = Cli.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], .. TinyModels]);
        var error = process.StandardError.ReadToEndAsync(Token);
        try
        {
            var lines = await UntilReadyAsync(process);
            using var client = new HttpClient { BaseAddress = new Uri(lines[0]["Listening on ".Length..]) };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/v1/ready", UriKind.Relative), Token)).StatusCode);

            if (isRevoked)
                (await Cli.RunAsync("keys", "revoke", key.GetProperty("id").GetString()!, "--data", folder["data"])).Succeeds();
            else
                File.Delete(Path.Combine(folder["data"], "keys.json"));
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/v1/collections", UriKind.Relative), Token)).StatusCode);
            client.DefaultRequestHeaders.Add("X-API-Key", key.GetProperty("key").GetString());
            using var put = await client.PutAsync(new Uri("/v1/collections/x", UriKind.Relative), null, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, put.StatusCode);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var result = await EndAsync(process, "TERM", error);
        Assert.Contains(isRevoked ? "has no key" : "is gone", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "'nonsense'")]
    [InlineData("http://127.0.0.1:0/base", "and nothing else")]
    [InlineData(";", "No address")]
    [InlineData("https://127.0.0.1:0", "Kestrel__Certificates__Default__Path")]
    public async Task Serve_AddressThatIsNone_IsRefused(string urls, string says)
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync(["serve", "--urls", urls, "--data", folder["data"], .. TinyModels])).Refuses(2, says);
    }

    [Fact]
    public async Task Serve_PortInUse_IsBusy()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        (await Cli.RunAsync(["serve", "--urls", url, "--data", folder["data"], .. TinyModels])).Refuses(4, url, "Another program");
    }

    [Fact]
    public async Task Serve_DataFolderThatIsAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["data"], "", Token);
        (await Cli.RunAsync(["serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], .. TinyModels])).Refuses(2, folder["data"]);
    }

    [Fact]
    public async Task Serve_ModelThatCannotBeUsed_EndsIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["model"]);
        var run = await Cli.RunAsync(
            "serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], "--bi", Cli.BiEncoder, "--cross", folder["model"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("config.json", run.Error, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> UntilReadyAsync(Process process)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            lines.Add(line);
            if (line.EndsWith("ready.", StringComparison.Ordinal))
                break;
        }

        Assert.StartsWith("Listening on http://127.0.0.1:", lines[0], StringComparison.Ordinal);
        return lines;
    }

    private static async Task<CliResult> EndAsync(Process process, string signal, Task<string> error)
    {
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Token);
        return await Cli.EndAsync(process, process.StandardOutput.ReadToEndAsync(Token), error);
    }
}
