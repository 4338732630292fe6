using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Measures the speed of embedding a collection, against other libraries.</summary>
internal sealed class EmbedBenchmark : IBenchmark
{
    private const int WarmUpItems = 100;

    private static readonly string[] Models = ["bge-small-en-v1.5", "all-minilm-l6-v2"];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        EmbedJob[] jobs = [EmbedJob.SciFact(context.Shared), EmbedJob.StackFaq(context.Shared)];
        if (context.Quick)
            jobs = [.. jobs.Select(job => job.Sample(60))];
        var rounds = context.RoundsOr(full: 3, quick: 1);
        var results = new List<EmbedResult>();
        foreach (var model in Models)
        {
            foreach (var job in jobs)
            {
                BenchmarkContext.Progress($" {model}, {job.Name}");
                results.Add(await MeasureAsync(context, model, job, rounds));
            }
        }

        return new EmbedReport(results, rounds).Build();
    }

    private static async Task<EmbedResult> MeasureAsync(BenchmarkContext context, string name, EmbedJob job, int rounds)
    {
        var folder = context.Repository.Model(name);
        using var model = BiEncoder.Load(folder);
        using var raw = new RawEmbedder(folder, new TextEncoder(folder, model.MaxTokens), job.Texts, model.Dimensions);
        await using var peer = await TransformersJsEmbedder.StartAsync(context.Repository, name, model.MaxTokens, job.Texts);
        IContestant<float[][]>[] contestants = [new LodestoneEmbedder(model, job.Texts), raw, new TransformersJsEmbedder(peer)];
        var timings = await InterleavedRounds.RunAsync(
            contestants, job.Texts.Count, Math.Min(WarmUpItems, job.Texts.Count), rounds);
        return new EmbedResult(name, job, model.MaxTokens, raw.TokensPerText, timings[0], timings[1], timings[2]);
    }
}
