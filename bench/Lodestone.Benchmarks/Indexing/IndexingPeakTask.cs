using System.Diagnostics;
using Lodestone.Ingestion;

namespace Lodestone.Benchmarks;

/// <summary>Indexes stackfaq and searches it, at the defaults, with no other work in the process.</summary>
internal static class IndexingPeakTask
{
    private const int WarmUps = 3;

    public static async Task<IndexingPeak> MeasureAsync(string folder, int queries, int reranked, SharedFolder shared)
    {
        var dataset = shared.Require(Path.Combine("datasets", "stackfaq"));
        var queryFile = JsonLines.Read(Path.Combine(dataset, "queries.jsonl"));
        var texts = queryFile.Select(q => q.GetProperty("text").GetString()!).Distinct().ToArray();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var start = Stopwatch.GetTimestamp();
        await using var collection = await Collection.OpenAsync(folder);
        var report = await collection.IndexAsync(DocumentSource.ReadAsync([Path.Combine(dataset, "corpus.jsonl")]));
        var indexed = Stopwatch.GetElapsedTime(start);
        var afterIndexing = ProcessMemory.Take();

        // No query is repeated, so neither its vector nor its pairs are in a cache.
        var left = new Queue<string>(texts);
        var hybrid = await SearchAsync(collection, left, queries, new SearchOptions { Rerank = SearchRerankOptions.Off });
        var afterHybrid = ProcessMemory.Take();
        var rerank = await SearchAsync(collection, left, reranked, new SearchOptions { Rerank = new SearchRerankOptions { Depth = 50 } });
        return new IndexingPeak(
            report.Added, indexed.TotalSeconds, afterIndexing, hybrid, afterHybrid, rerank, ProcessMemory.Take());
    }

    private static async Task<Latency> SearchAsync(Collection collection, Queue<string> queries, int count, SearchOptions options)
    {
        for (var i = 0; i < WarmUps; i++)
            await collection.SearchAsync(queries.Dequeue(), options);
        var seconds = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await collection.SearchAsync(queries.Dequeue(), options);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Latency.Of(seconds);
    }
}
