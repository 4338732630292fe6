using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>A Node process that runs a job on demand, kept alive so that it is as warm as the systems in this process.</summary>
/// <remarks>bench/peers/protocol.mjs describes its messages on stdin and stdout.</remarks>
internal sealed class NodePeer : IAsyncDisposable
{
    private readonly string _script;
    private readonly Process _process;

    private NodePeer(string script, Process process)
    {
        _script = script;
        _process = process;
    }

    /// <summary>The versions that it reported at its start.</summary>
    public PeerVersions Versions { get; private set; } = null!;

    /// <summary>Starts a script with a job, and waits until it has loaded its model.</summary>
    /// <exception cref="MissingDataException">Node or its packages are not installed.</exception>
    public static async Task<NodePeer> StartAsync(string folder, string script, object settings, IEnumerable<object> items)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new MissingDataException("The Node peers are not installed. Run 'npm ci' in bench/peers, as bench/run does.");

        var jobFile = Path.Combine(Path.GetTempPath(), $"lodestone-bench-{Path.GetRandomFileName()}.jsonl");
        await File.WriteAllLinesAsync(jobFile, items.Prepend(settings).Select(item => JsonSerializer.Serialize(item)));
        try
        {
            var peer = new NodePeer(script, Start(folder, script, jobFile));
            peer.Versions = (await peer.ReadAsync()).Deserialize<PeerVersions>(JsonSerializerOptions.Web)!;
            return peer;
        }
        finally
        {
            // The peer has read its job by the time of its first answer, or never will.
            File.Delete(jobFile);
        }
    }

    /// <summary>Runs the first items; the time is the peer's own, without communication.</summary>
    public async Task<TimeSpan> RunAsync(int items)
    {
        var answer = await AskAsync(new { command = "round", first = items });
        return TimeSpan.FromSeconds(answer.GetProperty("seconds").GetDouble());
    }

    /// <summary>The results of the last round, one row per item.</summary>
    public async Task<T[][]> AnswersAsync<T>()
        where T : unmanaged
    {
        var answer = await AskAsync(new { command = "answers" });
        var values = MemoryMarshal.Cast<byte, T>(answer.GetProperty("values").GetBytesFromBase64()).ToArray();
        var start = 0;
        return [.. answer.GetProperty("lengths").EnumerateArray().Select(length => values[start..(start += length.GetInt32())])];
    }

    public async ValueTask DisposeAsync()
    {
        // The peer stops at the end of its input.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string folder, string script, string jobFile)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", [script, jobFile])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception notFound)
        {
            throw new MissingDataException("There is no 'node' on the PATH. Install Node.js 20 or later.", notFound);
        }
    }

    private async Task<JsonElement> AskAsync(object request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    private async Task<JsonElement> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() is { } line
            ? JsonElement.Parse(line)
            : throw new InvalidOperationException($"The Node peer '{_script}' ended without an answer; what it said is above.");
}
