using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The limit: the same graph on the same texts, without a library.</summary>
internal sealed class RawEmbedder : IContestant<float[][]>, IDisposable
{
    private readonly RawGraph _graph;
    private readonly RawRun[] _runs;

    public RawEmbedder(string modelFolder, TextEncoder encoder, IReadOnlyList<string> texts, int dimensions)
    {
        _graph = new RawGraph(modelFolder);
        _runs = [.. texts.Select(text => new RawRun(encoder.Single(text), dimensions))];
    }

    /// <summary>The lengths of the texts in tokens.</summary>
    public IReadOnlyList<double> TokensPerText => [.. _runs.Select(run => (double)run.Tokens)];

    public string Key => "raw";

    public string Description =>
        "raw limit: ONNX Runtime called directly on ids made beforehand, one unpadded text a run, one thread a core, longest first";

    public Task<TimeSpan> RunAsync(int items)
    {
        RawRun[] longestFirst = [.. _runs.Take(items).OrderByDescending(run => run.Tokens)];
        var clock = Stopwatch.StartNew();
        _graph.Run(longestFirst);
        return Task.FromResult(clock.Elapsed);
    }

    public Task<float[][]> AnswerAsync() => Task.FromResult<float[][]>([.. _runs.Select(run => run.Answer.ToArray())]);

    public void Dispose()
    {
        foreach (var run in _runs)
            run.Dispose();
        _graph.Dispose();
    }
}
