using Lodestone.Evaluation.Collections;

namespace Lodestone.Evaluation;

/// <summary>Measures the contribution of each stage of a collection's search, on a data set with judgements.</summary>
/// <remarks>
/// Every query is searched once, and each stage's own ranking is kept: the first stages, their fusion, the cross-encoder, and the order of
/// the result. The collection must have the data set's documents under their ids. Thread-safe.
/// </remarks>
public static class CollectionEvaluator
{
    /// <summary>Searches all queries, one after another, and measures every stage.</summary>
    /// <param name="collection">The collection; it is not disposed.</param>
    /// <param name="dataset">The queries and judgements.</param>
    /// <param name="measures">The measures; the first decides which first stage the fused order is compared with.</param>
    /// <param name="options">The options of the searches and the number of queries. Default: no search options, all queries.</param>
    /// <param name="progress">Receives the number of completed queries after each query. Default: none.</param>
    /// <param name="cancellationToken">Honoured within each search.</param>
    /// <exception cref="ArgumentException"><paramref name="measures"/> is empty, or no query has a judgement.</exception>
    /// <exception cref="SearchFailedException">A search has failed.</exception>
    public static async Task<CollectionEvaluation> EvaluateAsync(
        Collection collection,
        BeirDataset dataset,
        IEnumerable<Measure> measures,
        CollectionEvaluationOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(measures);
        options ??= new CollectionEvaluationOptions();
        Measure[] asked = [.. measures.Distinct()];
        if (asked.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.MeasureMissing, "No measure is given. Pass one or more, such as Measure.Ndcg(10).", nameof(measures));
        }

        BeirQuery[] queries = [.. dataset.Queries.Take(options.MaxQueries ?? int.MaxValue)];
        var searches = new StageRuns(options.Search.Candidates);
        for (var i = 0; i < queries.Length; i++)
        {
            if (!BlankText.IsBlank(queries[i].Text))
            {
                var rankings = await collection.RankByStageAsync(queries[i].Text, options.Search, cancellationToken).ConfigureAwait(false);
                searches.Add(queries[i].Id, rankings);
            }

            progress?.Report(i + 1);
        }

        return Measured(dataset, queries, searches, asked, options);
    }

    private static CollectionEvaluation Measured(
        BeirDataset dataset, BeirQuery[] queries, StageRuns searches, Measure[] measures, CollectionEvaluationOptions options)
    {
        var judged = Judgements.Create(queries.SelectMany(
            q => dataset.Judgements.Of(q.Id).Select(j => new Judgement(q.Id, j.Key, j.Value))));
        var stages = new List<StageEvaluation>();
        foreach (var stage in EvaluatedStages.All)
        {
            var run = searches.Run(stage);
            var values = Evaluator.Evaluate(judged, run, measures);
            var against = stage switch
            {
                EvaluatedStages.Bm25 => null,
                EvaluatedStages.Vectors => stages[0],
                // The two run concurrently; the fusion has to beat the better one.
                EvaluatedStages.Fused => stages.MaxBy(s => s.Values.Overall(measures[0])),
                _ => stages.Single(s => s.Stage == EvaluatedStages.Fused),
            };
            stages.Add(new StageEvaluation(stage, run, values, against, searches.Median(stage)));
        }

        var fused = stages.Single(s => s.Stage == EvaluatedStages.Fused);
        return new CollectionEvaluation
        {
            Queries = queries.Length,
            JudgedPairs = judged.Count,
            Stages = stages,
            BestPossible = Evaluator.BestPossible(
                judged, fused.Run, measures, new EvaluationOptions { MaxDocuments = options.Search.Candidates }),
            Milliseconds = searches.Median(null) ?? 0,
            Failures = searches.Failures,
        };
    }
}
