// Two-stage search over files: dotnet run -c Release --project samples/SearchFiles -- PATH "QUERY"
using Lodestone;
using Lodestone.Ingestion;

var (path, query) = args is [var p, var q] ? (p, q) : ("samples/help-centre/corpus.jsonl", "can I get my money back after a month?");

await using var collection = await Collection.OpenAsync(".lodestone-sample");
var report = await collection.IndexAsync(DocumentSource.ReadAsync([path]));
Console.WriteLine($"{report.Added} documents added, {report.Unchanged} unchanged, {report.Passages} passages, {report.Problems.Count} problems");

var result = await collection.SearchAsync(query, new SearchOptions { Top = 3 });
foreach (var hit in result.Hits)
{
    Console.WriteLine($"""

        {hit.Rank}. {hit.Title} ({hit.DocumentId}, characters {hit.Range.Start} to {hit.Range.End})
           BM25 {hit.Bm25?.Rank}, bi-encoder {hit.Similarity?.Rank}, fused {hit.Fused.Rank}, cross-encoder {hit.Logit?.Rank}
           {hit.Text[..Math.Min(120, hit.Text.Length)]}...
        """);
}

foreach (var stage in result.Trace.Stages)
    Console.WriteLine($"{stage.Stage}: {stage.Elapsed.TotalMilliseconds:F1} ms, {stage.ModelRuns} model runs");
