using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>What does the server do when it is asked for more than it can?</summary>
internal sealed class LoadBenchmark : IBenchmark
{
    public const int CapacityClients = 8;

    private const int Seed = 1;

    private static readonly double[] Multiples = [.5, 1, 2];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var mix = new LoadMix(context.Shared);
        var bulk = EmbedJob.SciFact(context.Shared).Texts;
        var minute = TimeSpan.FromSeconds(context.Quick ? 6 : 60);
        await using var server = await ServerProcess.StartAsync(context.Repository);
        await FillAsync(server.Client, context.Shared, context.DocumentsOr(quick: 60));

        var client = new LoadClient(server.Client, mix);
        BenchmarkContext.Progress("  warm-up");
        await client.ClosedAsync(CapacityClients, minute / 6);
        BenchmarkContext.Progress("  capacity");
        var capacity = await RunAsync(server, bulk, multiple: 0, offered: 0, minute, () => client.ClosedAsync(CapacityClients, minute));
        if (capacity.Throughput == 0)
            throw new InvalidOperationException("No request was answered while the capacity was measured: the machine is too busy.");

        var phases = new List<LoadPhase>();
        foreach (var multiple in Multiples)
        {
            var rate = multiple * capacity.Throughput;
            BenchmarkContext.Progress($"  {multiple} times the capacity: {rate:0.0} requests a second");
            phases.Add(await RunAsync(server, bulk, multiple, rate, minute, () => client.OpenAsync(rate, minute, Seed + phases.Count)));
        }

        return new LoadReport(capacity, phases, mix.HasRepeated).Build();
    }

    private static async Task<LoadPhase> RunAsync(
        ServerProcess server, IReadOnlyList<string> bulk, double multiple, double offered, TimeSpan duration,
        Func<Task<IReadOnlyList<LoadOutcome>>> send)
    {
        await using var watch = new MemoryWatch(server);
        await using var side = new BulkStream(server.Client, bulk);
        var clock = Stopwatch.StartNew();
        var outcomes = await send();
        return new LoadPhase
        {
            Multiple = multiple,
            Offered = offered,
            Duration = duration.TotalSeconds,
            Outcomes = outcomes,
            Elapsed = clock.Elapsed.TotalSeconds,
            BulkTexts = side.Embedded,
            BulkRefused = side.Refused,
            Resident = await watch.EndAsync(),
        };
    }

    /// <summary>Makes the collection that is searched.</summary>
    private static async Task FillAsync(HttpClient client, SharedFolder shared, int documents)
    {
        const string Collection = $"/v1/collections/{LoadMix.Collection}";
        var corpus = JsonLines.Lines(shared.Require(Path.Combine("datasets", "stackfaq", "corpus.jsonl"))).Take(documents);
        BenchmarkContext.Progress("  indexing");
        using var create = JsonCall.Request(HttpMethod.Put, Collection, JsonCall.Body(new { }));
        await JsonCall.SendAsync(client, create);
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', corpus));
        using var write = JsonCall.Request(HttpMethod.Post, $"{Collection}/documents", lines, "application/x-ndjson");
        var answer = Encoding.UTF8.GetString(await JsonCall.SendAsync(client, write));
        var last = JsonElement.Parse(answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        if (last.GetProperty("type").GetString() != "report")
            throw new InvalidOperationException($"The collection could not be filled: {last}");
    }
}
