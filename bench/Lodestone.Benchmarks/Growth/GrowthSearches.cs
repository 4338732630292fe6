using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>Searches one collection in every mode, with real queries and real models.</summary>
internal static class GrowthSearches
{
    private const int WarmUps = 20;
    private const int RecallQueries = 50;

    public static async Task<GrowthResult> MeasureAsync(string folder, int queries, int reranked, SharedFolder shared)
    {
        var texts = SentencePool.Queries(shared, queries + reranked + WarmUps);
        if (texts.Count <= reranked + WarmUps)
            throw new ArgumentException($"There are {texts.Count} queries; {reranked + WarmUps + 1} are needed at least.");
        var warmUps = texts.Take(WarmUps).ToArray();
        var forRerank = texts.Skip(WarmUps).Take(reranked).ToArray();
        var forFirst = texts.Skip(WarmUps + reranked).ToArray();

        var clock = Stopwatch.StartNew();
        // Without caches, every mode embeds every query.
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { QueryCacheBytes = 0, PairCacheBytes = 0 });
        var (open, afterOpen) = (clock.Elapsed, ProcessMemory.Take());
        clock.Restart();
        await collection.SearchAsync(warmUps[0], GrowthMode.Reranked.Options);
        var first = clock.Elapsed;
        var timings = new SearchTimings(collection);
        foreach (var query in warmUps)
            await timings.WarmUpAsync(GrowthMode.FirstStages, query);
        // The modes take turns query by query, so that a drifting machine affects all of them equally.
        foreach (var query in forFirst)
            await timings.RunAsync(GrowthMode.FirstStages, query);
        var afterFirst = ProcessMemory.Take();
        foreach (var query in forRerank)
            await timings.RunAsync([GrowthMode.Reranked], query);
        var afterRerank = ProcessMemory.Take();
        var stats = await collection.StatsAsync();
        return new GrowthResult
        {
            Passages = (int)stats.Passages,
            OpenSeconds = open.TotalSeconds,
            FirstSearchSeconds = first.TotalSeconds,
            Searches = timings.Latencies(),
            Stages = timings.Stages(),
            AfterOpen = afterOpen,
            AfterFirstStages = afterFirst,
            AfterRerank = afterRerank,
            VectorIndexBytes = stats.VectorIndex!.MemoryBytes,
            StoreBytesOnDisk = stats.StoreBytes,
            IndexBytesOnDisk = stats.IndexBytes,
            HasGraph = stats.HasGraph,
            RecallAt10 = await RecallAsync(collection, [.. forFirst.Take(RecallQueries)]),
            Notices = collection.Notices,
        };
    }

    private static async Task<double> RecallAsync(Collection collection, string[] queries)
    {
        var options = GrowthMode.FirstStages[0].Options;
        var shares = new List<double>();
        foreach (var query in queries)
        {
            var exact = (await collection.SearchAsync(query, options with { Exact = true })).Hits.Select(h => h.DocumentId).ToHashSet();
            var found = (await collection.SearchAsync(query, options)).Hits.Select(h => h.DocumentId);
            shares.Add((double)found.Count(exact.Contains) / exact.Count);
        }

        return shares.Average();
    }
}
