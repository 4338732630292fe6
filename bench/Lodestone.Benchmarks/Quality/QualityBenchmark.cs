using Lodestone.Encoders;
using Lodestone.Evaluation;
using Lodestone.Ingestion;

namespace Lodestone.Benchmarks;

/// <summary>Measures the quality of the results, stage by stage, at the defaults.</summary>
internal sealed class QualityBenchmark : IBenchmark
{
    private static readonly Measure Ndcg = Measure.Ndcg(10);
    private static readonly Measure ReciprocalRank = Measure.ReciprocalRank(10);
    private static readonly Measure Recall = Measure.Recall(100);

    // limit-small was made to defeat single vectors, and is shown beside the average, not in it.
    private static readonly (string Name, bool InAverage)[] Collections =
    [
        ("help-centre", true), ("scifact", true), ("cranfield", true), ("stackfaq", true), ("xquad-en", true), ("trecqa", true),
        ("limit-small", false),
    ];

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        using var encoders = new ModelPool();
        var results = new List<CollectionQuality>();
        var skipped = new List<string>();
        foreach (var (name, inAverage) in Collections)
        {
            try
            {
                results.Add(await MeasureAsync(context, name, inAverage, encoders));
            }
            catch (MissingDataException missing)
            {
                BenchmarkContext.Progress($"  {name}: skipped. {missing.Message}");
                skipped.Add(name);
            }
        }

        return new QualityReport(results, skipped).Build();
    }

    private static async Task<CollectionQuality> MeasureAsync(BenchmarkContext context, string name, bool inAverage, ModelPool encoders)
    {
        var folder = name == "help-centre"
            ? Path.Combine(context.Repository.Root, "samples", name)
            : context.Shared.Require(Path.Combine("datasets", name));
        var dataset = BeirDataset.Load(folder);
        var place = Path.Combine(context.Repository.Collections, "quality", name);
        await using var collection = await Collection.OpenAsync(place, new CollectionOptions { Models = encoders });
        BenchmarkContext.Progress($"  {name}: indexing what is not there yet");
        await collection.IndexAsync(DocumentSource.ReadAsync([dataset.CorpusPath]));

        var queries = Sample(dataset.Queries, context.QueriesOr(full: 100, quick: 5));
        var stages = new QualityStages();
        for (var i = 0; i < queries.Count; i++)
        {
            await stages.AskAsync(collection, queries[i].Id, queries[i].Text);
            if ((i + 1) % 50 == 0 || i + 1 == queries.Count)
                BenchmarkContext.Progress($"  {name}: {i + 1} of {queries.Count} queries");
        }

        var asked = queries.Select(q => q.Id).ToHashSet();
        var judgements = Judgements.Create(
            asked.SelectMany(id => dataset.Judgements.Of(id).Select(j => (id, j.Key, j.Value))));
        var evaluations = QualityStages.Names.ToDictionary(
            stage => stage, stage => Evaluator.Evaluate(judgements, stages.Run(stage), [Ndcg, ReciprocalRank, Recall], Complete));
        var best = Evaluator.BestPossible(judgements, stages.Run(QualityStages.Fused), [Ndcg], Complete).Overall(Ndcg);
        return new CollectionQuality(
            name, inAverage, await collection.CountAsync(), queries.Count, dataset.Queries.Count, best,
            [.. QualityStages.Names.Select(stage => Judge(stage, evaluations))]);
    }

    // A query without results counts as 0, for every stage.
    private static EvaluationOptions Complete => new() { CompleteQueries = true };

    private static StageQuality Judge(string stage, Dictionary<string, EvaluationResult> evaluations)
    {
        var result = evaluations[stage];
        // Fusion has two stages before it, and is compared with the better one.
        var before = stage switch
        {
            QualityStages.Bm25 or QualityStages.Dense => null,
            QualityStages.Fused => evaluations[QualityStages.Bm25].Overall(Ndcg) > evaluations[QualityStages.Dense].Overall(Ndcg)
                ? QualityStages.Bm25
                : QualityStages.Dense,
            _ => QualityStages.Fused,
        };
        return new StageQuality(
            stage, result.Overall(Ndcg), result.Overall(ReciprocalRank), result.Overall(Recall),
            Significance.MeanInterval(result.Values(Ndcg)), before,
            before is null ? null : Significance.Compare(evaluations[before], result, Ndcg));
    }

    /// <summary>A number of queries, evenly spread over the file: the same ones every time.</summary>
    private static IReadOnlyList<(string Id, string Text)> Sample(IReadOnlyList<(string Id, string Text)> queries, int count) =>
        count >= queries.Count ? queries
        : [.. Enumerable.Range(0, count).Select(i => queries[(int)((long)i * queries.Count / count)])];
}
