// Rows of one's own, an embedder and a reranker of one's own, and what they are worth: dotnet run -c Release --project samples/OwnReranker
using Lodestone;
using Lodestone.Encoders;
using Lodestone.Evaluation;
using Microsoft.Extensions.AI;
using OwnReranker;

Row[] rows =
[
    new("r1", "Tents of 2019: the light ones let water in after an hour of heavy rain.", 129, new(2019, 4, 2), ["tent", "test"]),
    new("r2", "Tents of 2026: all of the light ones stayed dry through a night of storm and rain.", 249, new(2026, 5, 9), ["tent", "test"]),
    new("r3", "A down sleeping bag loses its warmth when it gets wet.", 310, new(2025, 1, 20), ["bag"]),
    new("r4", "Boil water for one minute to make it safe to drink.", 0, new(2024, 8, 1), ["water"]),
];

// Any IEmbeddingGenerator and any IReranker. The application owns both, and disposes them after the collection.
using IEmbeddingGenerator<string, Embedding<float>> generator = new TrigramEmbedder();
using var crossEncoder = CrossEncoder.Load();
await using var help = await Collection.OpenAsync(
    Path.Combine(args.FirstOrDefault() ?? Path.GetTempPath(), "lodestone-own-reranker"),
    new() { Embedder = generator, Reranker = new NewerFirst(crossEncoder) });

await help.IndexAsync(rows.Select(r => new Document
{
    Id = r.Id,
    Text = r.Body,
    Metadata = { ["price"] = r.Price, ["since"] = r.Since, ["tags"] = r.Tags },
}));

const string query = "does a light tent keep the rain out?";
var found = await help.SearchAsync(query, new() { Top = 2, Filter = Filter.Parse("""tags = "tent" and price < 300""") });
Console.WriteLine($"{query}\n{string.Join('\n', found.Hits.Select(h => $"  {h.Rank}. {h.Text}"))}");

var vector = await generator.GenerateVectorAsync("wet sleeping bags");
var near = await help.SearchAsync(vector, new() { Top = 1 });
Console.WriteLine($"near a vector: {near.Hits[0].DocumentId}");

var like = await help.FindSimilarAsync("r1", new() { Top = 1 });
Console.WriteLine($"like r1: {like.Hits[0].DocumentId}");

// Objects of one's own, best first, without a collection.
var best = await crossEncoder.RerankAsync("how do I make water safe?", rows, r => r.Body, top: 1);
Console.WriteLine($"best row: {best[0].Item.Id}");

// One's own judgements tell whether it was worth it.
var judged = Directory.CreateTempSubdirectory().FullName;
Directory.CreateDirectory(Path.Combine(judged, "qrels"));
File.WriteAllLines(Path.Combine(judged, "corpus.jsonl"), rows.Select(r => $$"""{"_id": "{{r.Id}}", "text": "{{r.Body}}"}"""));
File.WriteAllText(Path.Combine(judged, "queries.jsonl"), $$"""{"_id": "q1", "text": "{{query}}"}""");
File.WriteAllText(Path.Combine(judged, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\tr2\t1\n");
// One's own reranker alone decides here; by default it shares with the first stages.
var trusting = new SearchOptions { Rerank = new() { CrossEncoderWeight = 1 } };
var report = await CollectionEvaluator.RunAsync(help, BeirDataset.Load(judged), [Measure.Ndcg(10)], trusting);
foreach (var stage in report.Stages)
    Console.WriteLine(FormattableString.Invariant($"{stage.Stage,-13} nDCG@10 {stage.Values.Overall(Measure.Ndcg(10)):F3}"));
Directory.Delete(judged, recursive: true);

internal sealed record Row(string Id, string Body, int Price, DateOnly Since, string[] Tags);
