using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures the speed of reranking, end to end, against other libraries.</summary>
internal sealed class RerankBenchmark : IBenchmark
{
    private const string Model = "ms-marco-minilm-l12-v2";
    private const int Depth = 30;

    private static readonly string[] Collections = ["scifact", "stackfaq"];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var stock = context.Shared.Require(Path.Combine("peers", $"{Model}-stock"));
        var rounds = context.RoundsOr(full: 5, quick: 1);
        var queries = context.Quick ? 2 : 12;
        var results = new List<RerankResult>();
        foreach (var collection in Collections)
        {
            BenchmarkContext.Progress($" {collection}");
            var tasks = RerankTask.Load(context.Shared, collection, queries, Depth);
            results.Add(await MeasureAsync(context, collection, tasks, stock, rounds));
        }

        return new RerankReport(results, rounds, Depth).Build();
    }

    private static async Task<RerankResult> MeasureAsync(
        BenchmarkContext context, string collection, IReadOnlyList<RerankTask> tasks, string stock, int rounds)
    {
        var folder = context.Repository.Model(Model);
        using var model = CrossEncoder.Load(folder);
        var encoder = new TextEncoder(folder, model.MaxTokens);
        using var raw = new RawReranker(folder, encoder, tasks);
        using var padded = new StockReranker(Path.Combine(stock, "onnx", "model_quantized.onnx"), encoder, tasks);
        await using var peer = await TransformersJsReranker.StartAsync(context.Repository, stock, tasks);
        IContestant<float[][]>[] contestants = [new LodestoneReranker(model, tasks), raw, padded, new TransformersJsReranker(peer)];
        var timings = await InterleavedRounds.RunAsync(contestants, tasks.Count, warmUpItems: tasks.Count, rounds);
        return new RerankResult(collection, tasks.Count, raw.TokensPerPair, timings[0], timings[1], timings[2], timings[3]);
    }
}
