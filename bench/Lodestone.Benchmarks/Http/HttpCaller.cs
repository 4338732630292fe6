using System.Diagnostics;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>The server, called by several clients concurrently.</summary>
/// <remarks>Bodies are prepared before the clock starts and responses are read after it, so that only the server is measured.</remarks>
internal sealed class HttpCaller(HttpClient client, HttpJob job, int clients) : IContestant<float[][]>
{
    private readonly byte[][] _bodies = [.. Enumerable.Range(0, job.Count).Select(job.Body)];
    private readonly byte[][] _answers = new byte[job.Count][];

    public string Key => "http";

    public string Description => $"`{job.Route}` of `lodestone serve` over loopback, {clients} clients at once";

    public async Task<TimeSpan> RunAsync(int items)
    {
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = clients };
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, items, atOnce, async (i, _) => await AskAsync(i));
        return clock.Elapsed;
    }

    /// <summary>Sends one request, and keeps its response.</summary>
    public async Task AskAsync(int request)
    {
        using var message = JsonCall.Request(HttpMethod.Post, job.Route, _bodies[request]);
        _answers[request] = await JsonCall.SendAsync(client, message);
    }

    public Task<float[][]> AnswerAsync() =>
        Task.FromResult<float[][]>([.. _answers.Select(answer => job.Read(JsonElement.Parse(answer)))]);
}
