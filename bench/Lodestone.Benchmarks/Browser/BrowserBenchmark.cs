using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures the speed of reranking in the browser, against other libraries.</summary>
internal sealed class BrowserBenchmark : IBenchmark
{
    public const string Model = "ms-marco-minilm-l12-v2";

    private const string Collection = "stackfaq";
    private const int Candidates = 30;
    private const int Passages = 10;

    private static readonly int[] Lengths = [32, 64, 128];
    private static readonly int[] Threads = [1, 2];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        // Called first, so that a missing browser fails the benchmark before any measurement.
        ChromiumProgram.Require();
        if (!File.Exists(Path.Combine(context.Repository.BrowserPage, "lodestone.html")))
            throw new MissingDataException("The page with the engine is not built. Use bench/run, which runs bench/peers/browser/build.");
        context.Shared.Require(Path.Combine("peers", $"{Model}-stock"));
        var rounds = context.RoundsOr(full: 5, quick: 1);
        var queries = context.Quick ? 1 : 6;
        using var library = CrossEncoder.Load(context.Repository.Model(Model));
        var pairs = new BrowserPairs(library.Tokenizer, RerankTask.Load(context.Shared, Collection, int.MaxValue, Candidates));
        var results = new List<BrowserResult>();
        foreach (var length in context.Quick ? Lengths[..1] : Lengths)
        {
            var tasks = pairs.OfLength(length, queries, Passages);
            foreach (var threads in Threads)
            {
                BenchmarkContext.Progress($" {length} tokens, {threads} at once");
                results.Add(await MeasureAsync(context, library, length, threads, tasks, rounds));
            }
        }

        return new BrowserReport(results, rounds, Collection).Build();
    }

    private static async Task<BrowserResult> MeasureAsync(
        BenchmarkContext context, CrossEncoder library, int length, int threads, IReadOnlyList<RerankTask> tasks, int rounds)
    {
        var peers = new List<BrowserPeer>();
        try
        {
            foreach (var system in BrowserSystem.WithThreads(threads))
                peers.Add(await BrowserPeer.StartAsync(context, system, tasks));
            var timings = await InterleavedRounds.RunAsync(peers, tasks.Count, warmUpItems: tasks.Count, rounds);
            var native = new LodestoneReranker(library, tasks);
            await native.RunAsync(tasks.Count);
            return new BrowserResult(
                length, threads, tasks.Count, tasks.Sum(task => task.Passages.Count), timings[0], timings[1], timings[2],
                await native.AnswerAsync());
        }
        finally
        {
            foreach (var peer in peers)
                await peer.DisposeAsync();
        }
    }
}
