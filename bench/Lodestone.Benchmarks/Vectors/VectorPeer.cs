using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>hnswlib or faiss in its own process, which measures its own time: bench/peers/vectors/peer.cpp.</summary>
internal sealed class VectorPeer : IVectorSystem
{
    private readonly Process _process;

    private VectorPeer(string key, string description, Process process, VectorBuild build)
    {
        Key = key;
        Description = description;
        _process = process;
        Build = build;
    }

    public string Key { get; }

    public string Description { get; }

    public VectorBuild Build { get; }

    /// <summary>Starts a library and builds its index.</summary>
    /// <exception cref="MissingDataException">The program does not exist.</exception>
    public static async Task<VectorPeer> StartAsync(
        RepositoryLayout repository, string key, string description, AnnFixture fixture, int links, int exploration, int threads)
    {
        var program = Program(repository);
        var numbers = new[] { links, exploration, threads, fixture.Count }.Select(n => n.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(new ProcessStartInfo(program, [key, fixture.Folder, .. numbers])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var built = await ReadAsync(process);
        return new VectorPeer(
            key, description, process, new VectorBuild(built.GetProperty("buildSeconds").GetDouble(), built.GetProperty("residentBytes").GetInt64()));
    }

    /// <summary>The peers' program.</summary>
    /// <exception cref="MissingDataException">bench/run could not build it.</exception>
    public static string Program(RepositoryLayout repository)
    {
        var program = Path.Combine(repository.Root, "artifacts", "peers", "vectors", "peer");
        return File.Exists(program)
            ? program
            : throw new MissingDataException("The peers are not built. Run bench/peers/vectors/build artifacts/peers/vectors, as bench/run does.");
    }

    /// <summary>The build of faiss, which determines the speed of its 8-bit codes.</summary>
    public static string FaissBuild(RepositoryLayout repository) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(Program(repository))!, "generic"))
            ? "as Debian builds it, for any x86-64 CPU"
            : "its distance code compiled for this CPU from Debian's source";

    public async Task<VectorRound> SearchAsync(int exploration)
    {
        await _process.StandardInput.WriteLineAsync(exploration.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        var answer = await ReadAsync(_process);
        return new VectorRound(
            answer.GetProperty("seconds").GetDouble(), answer.GetProperty("searches").GetInt32(), answer.GetProperty("recall").GetDouble());
    }

    public async ValueTask DisposeAsync()
    {
        // The peer stops at the end of its input.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() is { } line
            ? JsonElement.Parse(line)
            : throw new InvalidOperationException("A vector peer ended without an answer; what it said is above.");
}
