using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures the overhead of HTTP over the library in process.</summary>
internal sealed class HttpBenchmark : IBenchmark
{
    public const int Clients = 8;

    /// <summary>The number of pairs or texts per request: the queue has room for one of the longest requests of every client.</summary>
    public const int ItemsPerRequest = 5;

    private const int WarmUpRequests = 16;

    private static readonly string[] Collections = ["scifact", "stackfaq"];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        using var crossEncoder = CrossEncoder.Load();
        using var biEncoder = BiEncoder.Load();
        HttpJob[] jobs =
        [
            .. Collections.Select(name => Rerank(context, crossEncoder, name, context.Quick ? 8 : 60, ItemsPerRequest)),
            .. Collections.Select(name => Embed(context, biEncoder, name, context.Quick ? 8 : 120, ItemsPerRequest)),
        ];
        HttpJob[] singles =
        [
            Rerank(context, crossEncoder, "stackfaq", context.Quick ? 10 : 300, depth: 1),
            Embed(context, biEncoder, "stackfaq", context.Quick ? 10 : 300, size: 1),
        ];

        await using var server = await ServerProcess.StartAsync(context.Repository);
        var rounds = context.RoundsOr(full: 5, quick: 1);
        var results = new List<HttpResult>();
        foreach (var job in jobs)
        {
            BenchmarkContext.Progress($" {job.Name}");
            results.Add(await MeasureAsync(server.Client, job, rounds));
        }

        var overheads = new List<HttpOverhead>();
        foreach (var job in singles)
        {
            BenchmarkContext.Progress($" {job.Name}, one at a time");
            overheads.Add(await HttpOverhead.MeasureAsync(server.Client, job));
        }

        return new HttpReport(results, overheads, rounds).Build();
    }

    private static async Task<HttpResult> MeasureAsync(HttpClient client, HttpJob job, int rounds)
    {
        IContestant<float[][]>[] contestants = [new LibraryCaller(job, Clients), new HttpCaller(client, job, Clients)];
        var timings = await InterleavedRounds.RunAsync(contestants, job.Count, Math.Min(WarmUpRequests, job.Count), rounds);
        return new HttpResult(job.Name, job.Count, job.Items(job.Count), timings[0], timings[1]);
    }

    private static RerankJob Rerank(BenchmarkContext context, CrossEncoder model, string collection, int requests, int depth) =>
        new($"rerank, {collection}", model, RerankTask.Load(context.Shared, collection, requests, depth));

    private static EmbeddingsJob Embed(BenchmarkContext context, BiEncoder model, string collection, int requests, int size)
    {
        var job = collection == "scifact" ? EmbedJob.SciFact(context.Shared) : EmbedJob.StackFaq(context.Shared);
        return new($"embeddings, {collection}", model, [.. job.Sample(requests * size).Texts.Chunk(size)]);
    }
}
