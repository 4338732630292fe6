using System.Diagnostics;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>The library under test: strings in, ranked passages out.</summary>
internal sealed class LodestoneReranker(CrossEncoder model, IReadOnlyList<RerankTask> tasks) : IContestant<float[][]>
{
    private readonly global::Lodestone.RerankResult[] _rerankings = new global::Lodestone.RerankResult[tasks.Count];

    public string Key => "lodestone";

    public string Description => "CrossEncoder.RerankAsync, one call a query, tokenisation included";

    public async Task<TimeSpan> RunAsync(int items)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items; i++)
            _rerankings[i] = await model.RerankAsync(tasks[i].Query, tasks[i].Passages);
        return clock.Elapsed;
    }

    public Task<float[][]> AnswerAsync() => Task.FromResult<float[][]>([.. _rerankings.Select(InPassageOrder)]);

    /// <summary>A passage that was not scored has no logit. All passages have words, so that would be a fault, and NaN shows it.</summary>
    private static float[] InPassageOrder(global::Lodestone.RerankResult reranking) =>
        [.. reranking.Passages.OrderBy(passage => passage.Index).Select(passage => passage.Logit ?? float.NaN)];
}
