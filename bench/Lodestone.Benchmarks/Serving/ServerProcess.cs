using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary><c>lodestone serve</c> as users start it: its own process, on a free port, with its data deleted afterwards.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Announcement = "Listening on ";

    private static readonly TimeSpan LoadingTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReadinessPause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly string _dataFolder;

    // Later output is not measured, but reading it keeps the server from waiting for a full pipe.
    private readonly Task _saying;

    private ServerProcess(Process process, string dataFolder, Uri address)
    {
        _saying = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _process = process;
        _dataFolder = dataFolder;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>The HTTP client of this server, with one connection per concurrent request.</summary>
    public HttpClient Client { get; }

    /// <summary>The current resident bytes of the process.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the server, and waits until its models are loaded.</summary>
    /// <exception cref="MissingDataException">The command line is not built.</exception>
    /// <exception cref="InvalidOperationException">The server ended, or did not become ready; its output is above.</exception>
    public static async Task<ServerProcess> StartAsync(RepositoryLayout repository)
    {
        var program = repository.CommandLine;
        var dataFolder = Directory.CreateTempSubdirectory("lodestone-bench-").FullName;
        string[] arguments = [program, "serve", "--data", dataFolder, "--urls", "http://127.0.0.1:0"];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = repository.Root,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var server = new ServerProcess(process, dataFolder, await AddressAsync(process));
            await server.EnsureReadyAsync();
            return server;
        }
        catch
        {
            await EndAsync(process, dataFolder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _saying;
        await EndAsync(_process, _dataFolder);
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
                return new Uri(line[Announcement.Length..].Trim().TrimEnd('.'));
        }

        throw new InvalidOperationException("'lodestone serve' ended before it listened; what it said is above.");
    }

    private async Task EnsureReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < LoadingTime)
        {
            using var answer = await Client.GetAsync(new Uri("/v1/ready", UriKind.Relative));
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(ReadinessPause);
        }

        throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"'lodestone serve' was not ready after {LoadingTime.TotalSeconds} s."));
    }

    // Killed rather than shut down, because its data is not needed any more.
    private static async Task EndAsync(Process process, string dataFolder)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(dataFolder, recursive: true);
    }
}
