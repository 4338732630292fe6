using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>Measures the time of searches by mode, and keeps their stage times from the traces.</summary>
internal sealed class SearchTimings(Collection collection)
{
    private readonly Dictionary<string, List<double>> _seconds = [];
    private readonly Dictionary<string, Dictionary<string, List<double>>> _stages = [];

    public async Task WarmUpAsync(IReadOnlyList<GrowthMode> modes, string query)
    {
        foreach (var mode in modes)
            await collection.SearchAsync(query, mode.Options);
    }

    public async Task RunAsync(IReadOnlyList<GrowthMode> modes, string query)
    {
        foreach (var mode in modes)
        {
            var start = Stopwatch.GetTimestamp();
            var result = await collection.SearchAsync(query, mode.Options);
            Of(_seconds, mode.Name).Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (result.Trace.Degraded)
                throw new InvalidOperationException($"A stage failed: {result.Trace.Stages.First(s => s.Failure is not null).Failure}");
            var stages = Of(_stages, mode.Name);
            foreach (var stage in result.Trace.Stages.Where(s => s.Skipped is null))
                Of(stages, stage.Stage).Add(stage.Elapsed.TotalMilliseconds);
        }
    }

    public IReadOnlyDictionary<string, Latency> Latencies() => _seconds.ToDictionary(m => m.Key, m => Latency.Of(m.Value));

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Stages() => _stages.ToDictionary(
        m => m.Key,
        IReadOnlyDictionary<string, double> (m) => m.Value.ToDictionary(s => s.Key, s => Statistics.Median(s.Value)));

    private static T Of<T>(Dictionary<string, T> all, string name)
        where T : new()
    {
        if (!all.TryGetValue(name, out var found))
            all[name] = found = new T();
        return found;
    }
}
