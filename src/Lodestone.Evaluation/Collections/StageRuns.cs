namespace Lodestone.Evaluation.Collections;

/// <summary>Collects the rankings of each stage, query by query.</summary>
/// <param name="depth">The number of documents that a first stage hands on, so that all stages are measured to the same depth.</param>
internal sealed class StageRuns(int depth)
{
    private static readonly IReadOnlyDictionary<string, string[]> Timed = new Dictionary<string, string[]>
    {
        [EvaluatedStages.Bm25] = [SearchStages.Keyword],
        [EvaluatedStages.Vectors] = [SearchStages.Embed, SearchStages.Dense],
        [EvaluatedStages.Fused] = [SearchStages.Fuse],
        [EvaluatedStages.CrossEncoder] = [SearchStages.Rerank],
    };

    private readonly Dictionary<string, List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>> _rankings =
        EvaluatedStages.All.ToDictionary(s => s, _ => new List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>());

    private readonly List<SearchTrace> _traces = [];
    private readonly SortedDictionary<string, StageFailures> _failures = new(StringComparer.Ordinal);

    public IReadOnlyList<StageFailures> Failures => [.. _failures.Values];

    public void Add(string query, StageRankings rankings)
    {
        _traces.Add(rankings.Trace);
        foreach (var failed in rankings.Trace.Stages.Where(s => s.Failure is not null))
        {
            var before = _failures.GetValueOrDefault(failed.Stage) ?? new StageFailures(failed.Stage, 0, failed.Failure!);
            _failures[failed.Stage] = before with { Queries = before.Queries + 1 };
        }

        Add(query, EvaluatedStages.Bm25, rankings.Bm25);
        Add(query, EvaluatedStages.Vectors, rankings.Similarity);
        Add(query, EvaluatedStages.Fused, rankings.Fused);
        Add(query, EvaluatedStages.CrossEncoder, Reread(rankings));
        Add(query, EvaluatedStages.Final, rankings.Final);
    }

    public Run Run(string stage) => Evaluation.Run.Create("lodestone-" + stage, _rankings[stage]);

    /// <summary>
    /// The median over queries, in milliseconds, of a stage's own time, or of the whole search; null for a stage that takes no time.
    /// </summary>
    public double? Median(string? stage)
    {
        if (stage is null)
            return Middle(_traces.Select(t => t.Elapsed.TotalMilliseconds));
        return Timed.TryGetValue(stage, out var parts)
            ? Middle(_traces.Select(t => t.Stages.Where(s => parts.Contains(s.Stage)).Sum(s => s.Elapsed.TotalMilliseconds)))
            : null;
    }

    private void Add(string query, string stage, IEnumerable<StageHit> hits) => _rankings[stage].Add(new(
        query, [.. hits.Take(depth).Select(h => new RankedDocument(h.DocumentId, h.Score))]));

    /// <summary>The documents that the cross-encoder read, in its own order, then the rest in fused order.</summary>
    private static IEnumerable<StageHit> Reread(StageRankings rankings)
    {
        var lowest = rankings.Logit.Select(h => h.Score).Append(0).Min();
        return rankings.Logit.Concat(rankings.Fused.Select((h, i) => h with { Score = lowest - i - 1 })).DistinctBy(h => h.DocumentId);
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
