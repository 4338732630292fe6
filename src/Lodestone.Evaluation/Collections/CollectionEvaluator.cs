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
    /// <param name="search">
    /// The options of each search. Default: those of a search at full effort, so that every candidate up to the depth has the logit of the
    /// collection's own cross-encoder; <see cref="SearchOptions.Top"/> is ignored.
    /// </param>
    /// <param name="maxQueries">The first so many of the data set's queries. Default: all.</param>
    /// <param name="progress">Receives the number of completed queries after each query. Default: none.</param>
    /// <param name="cancellationToken">Honoured within each search.</param>
    /// <exception cref="ArgumentException"><paramref name="measures"/> is empty, or no query has a judgement.</exception>
    /// <exception cref="SearchFailedException">A search has failed.</exception>
    public static async Task<CollectionEvaluation> RunAsync(
        Collection collection,
        BeirDataset dataset,
        IEnumerable<Measure> measures,
        SearchOptions? search = null,
        int? maxQueries = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(measures);
        search ??= new SearchOptions { Rerank = new SearchRerankOptions { Effort = RerankEffort.Full } };
        Measure[] asked = [.. measures.Distinct()];
        if (asked.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.MeasureMissing, "No measure is given. Pass one or more, such as Measure.Ndcg(10).", nameof(measures));
        }

        (string Id, string Text)[] queries = [.. dataset.Queries.Take(maxQueries ?? int.MaxValue)];
        var searches = new StageRuns(search.Candidates);
        for (var i = 0; i < queries.Length; i++)
        {
            if (!Document.IsBlank(queries[i].Text))
            {
                var rankings = await collection.RankByStageAsync(queries[i].Text, search, cancellationToken).ConfigureAwait(false);
                searches.Add(queries[i].Id, rankings);
            }

            progress?.Report(i + 1);
        }

        return Measured(dataset, queries, searches, asked, search.Candidates);
    }

    private static CollectionEvaluation Measured(
        BeirDataset dataset, (string Id, string Text)[] queries, StageRuns searches, Measure[] measures, int candidates)
    {
        var judged = Judgements.Create(queries.SelectMany(
            q => dataset.Judgements.Of(q.Id).Select(j => (q.Id, j.Key, j.Value))));
        var stages = new List<StageEvaluation>();
        foreach (var stage in StageEvaluation.Stages)
        {
            var run = searches.Run(stage);
            var values = Evaluator.Evaluate(judged, run, measures);
            var against = stage switch
            {
                StageEvaluation.Bm25 => null,
                StageEvaluation.Vectors => stages[0],
                // The two run concurrently; the fusion has to beat the better one.
                StageEvaluation.Fused => stages.MaxBy(s => s.Values.Overall(measures[0])),
                _ => stages.Single(s => s.Stage == StageEvaluation.Fused),
            };
            stages.Add(new StageEvaluation(stage, run, values, against, searches.Median(stage)));
        }

        var fused = stages.Single(s => s.Stage == StageEvaluation.Fused);
        return new CollectionEvaluation
        {
            Queries = queries.Length,
            JudgedPairs = judged.Count,
            Stages = stages,
            BestPossible = Evaluator.BestPossible(
                judged, fused.Run, measures, new EvaluationOptions { MaxDocuments = candidates }),
            Milliseconds = searches.Median(null) ?? 0,
            Failures = searches.Failures,
        };
    }
}
