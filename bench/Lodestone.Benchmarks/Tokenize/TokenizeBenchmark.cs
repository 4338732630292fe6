namespace Lodestone.Benchmarks;

/// <summary>Measures the speed and the allocations of tokenisation, against other libraries.</summary>
internal sealed class TokenizeBenchmark : IBenchmark
{
    // All three bundled models have bert-base-uncased's vocabulary and rules, as have the published ids.
    private const string Model = "bge-small-en-v1.5";

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        TokenizeJob[] jobs =
            [TokenizeJob.SciFact(context.Shared), TokenizeJob.StackFaq(context.Shared), TokenizeJob.Multilingual(context.Shared)];
        if (context.Quick)
            jobs = [.. jobs.Select(job => job.Head(500))];
        var rounds = context.RoundsOr(full: 15, quick: 2);
        var results = new List<TokenizeResult>();
        foreach (var job in jobs)
        {
            BenchmarkContext.Progress($" {job.Name}");
            results.Add(await MeasureAsync(context, job, rounds));
        }

        return new TokenizeReport(results, rounds).Build();
    }

    private static async Task<TokenizeResult> MeasureAsync(BenchmarkContext context, TokenizeJob job, int rounds)
    {
        var folder = context.Repository.Model(Model);
        await using var peer = await TransformersJsTokenizer.StartAsync(context.Repository, Model, job.Texts);
        IContestant<TokenizeAnswer>[] contestants =
        [
            new LodestoneTokenizer(folder, job.Texts),
            new MicrosoftTokenizer(folder, job.Texts),
            new TransformersJsTokenizer(peer),
        ];
        return new TokenizeResult(job, await InterleavedRounds.RunAsync(contestants, job.Texts.Count, job.Texts.Count, rounds));
    }
}
