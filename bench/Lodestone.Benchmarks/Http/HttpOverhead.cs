using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>The overhead of HTTP for one request at a time.</summary>
/// <param name="Name">The job.</param>
/// <param name="Library">The library's calls.</param>
/// <param name="Http">The same over HTTP.</param>
internal sealed record HttpOverhead(string Name, Latency Library, Latency Http)
{
    private const int WarmUps = 10;

    public double Milliseconds => (Http.Median - Library.Median) * 1000;

    /// <summary>Sends one request after another, each to both systems before the next.</summary>
    public static async Task<HttpOverhead> MeasureAsync(HttpClient client, HttpJob job)
    {
        var http = new HttpCaller(client, job, clients: 1);
        for (var i = 0; i < Math.Min(WarmUps, job.Count); i++)
        {
            await job.AskLibraryAsync(i);
            await http.AskAsync(i);
        }

        var (library, server) = (new List<double>(), new List<double>());
        for (var i = 0; i < job.Count; i++)
        {
            library.Add(await SecondsAsync(() => job.AskLibraryAsync(i)));
            server.Add(await SecondsAsync(() => http.AskAsync(i)));
        }

        return new HttpOverhead(job.Name, Latency.Of(library), Latency.Of(server));
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
