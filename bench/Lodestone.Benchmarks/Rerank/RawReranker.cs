using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The limit: the same graph on the same pairs, without a library.</summary>
internal sealed class RawReranker : IContestant<float[][]>, IDisposable
{
    private readonly RawGraph _graph;
    private readonly RawRun[][] _runs;
    private readonly RawRun[][] _longestFirst;

    public RawReranker(string modelFolder, TextEncoder encoder, IReadOnlyList<RerankTask> tasks)
    {
        _graph = new RawGraph(modelFolder);
        var pairs = tasks.Select(task => encoder.Pairs(task.Query, task.Passages)).ToArray();
        _runs = [.. pairs.Select(query => query.Select(pair => new RawRun(pair, width: 1)).ToArray())];
        _longestFirst = [.. _runs.Select(query => query.OrderByDescending(run => run.Tokens).ToArray())];
        TokensPerPair = [.. pairs.SelectMany(query => query.Select(pair => (double)pair.Tokens))];
    }

    /// <summary>The lengths of the pairs in tokens.</summary>
    public IReadOnlyList<double> TokensPerPair { get; }

    public string Key => "raw";

    public string Description =>
        "raw limit: ONNX Runtime called directly on ids made beforehand, one unpadded pair a run, one thread a core, longest first";

    public Task<TimeSpan> RunAsync(int items)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items; i++)
            _graph.Run(_longestFirst[i]);
        return Task.FromResult(clock.Elapsed);
    }

    public Task<float[][]> AnswerAsync() =>
        Task.FromResult<float[][]>([.. _runs.Select(query => query.Select(run => run.Answer[0]).ToArray())]);

    public void Dispose()
    {
        foreach (var run in _runs.SelectMany(query => query))
            run.Dispose();
        _graph.Dispose();
    }
}
