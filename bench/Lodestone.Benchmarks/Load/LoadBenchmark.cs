using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>Measures the server under more load than its capacity.</summary>
internal sealed class LoadBenchmark : IBenchmark
{
    public const int CapacityClients = 8;

    private const int BatchSize = 100;
    private const int Seed = 1;

    // The queue, which is limited to several seconds of work, is full by then.
    private const double LeadInShare = .2;

    private static readonly double[] Multiples = [.5, 1, 2];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var mix = new LoadMix(context.Shared);
        var bulk = EmbedJob.SciFact(context.Shared).Texts;
        var minute = TimeSpan.FromSeconds(context.Quick ? 6 : 60);
        var arriving = minute / (1 - LeadInShare);
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
            phases.Add(await RunAsync(server, bulk, multiple, rate, arriving, () => client.OpenAsync(rate, arriving, Seed + phases.Count)));
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
        var elapsed = clock.Elapsed;
        return new LoadPhase
        {
            Multiple = multiple,
            Offered = offered,
            // Clients that wait for their responses neither fill a queue nor leave work behind, so all of their time counts.
            LeadIn = offered > 0 ? duration.TotalSeconds * LeadInShare : 0,
            End = (offered > 0 ? duration : elapsed).TotalSeconds,
            Outcomes = outcomes,
            Elapsed = elapsed.TotalSeconds,
            BulkTexts = side.Embedded,
            BulkRefused = side.Refused,
            Resident = await watch.EndAsync(),
        };
    }

    /// <summary>Creates the collection to search.</summary>
    private static async Task FillAsync(HttpClient client, SharedFolder shared, int documents)
    {
        const string Collection = $"/v1/collections/{LoadMix.Collection}";
        var corpus = JudgedCollection.Load(shared, "stackfaq").Documents.Take(documents);
        BenchmarkContext.Progress("  indexing");
        using var create = JsonCall.Request(HttpMethod.Put, Collection, JsonCall.Body(new { }));
        await JsonCall.SendAsync(client, create);
        foreach (var batch in corpus.Chunk(BatchSize))
        {
            var body = JsonCall.Body(new { documents = batch.Select(document => new { id = document.Key, text = document.Value }) });
            using var write = JsonCall.Request(HttpMethod.Post, $"{Collection}/documents", body);
            await JsonCall.SendAsync(client, write);
        }
    }
}
