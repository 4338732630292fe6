using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The library in this process, called by several tasks concurrently.</summary>
internal sealed class LibraryCaller(HttpJob job, int callers) : IContestant<float[][]>
{
    private readonly float[][] _answers = new float[job.Count][];

    public string Key => "library";

    public string Description => $"the library in process, {callers} tasks at once, one call a request";

    public async Task<TimeSpan> RunAsync(int items)
    {
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = callers };
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, items, atOnce, async (i, _) => _answers[i] = await job.AskLibraryAsync(i));
        return clock.Elapsed;
    }

    public Task<float[][]> AnswerAsync() => Task.FromResult(_answers);
}
