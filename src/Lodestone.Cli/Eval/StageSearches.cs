using Lodestone.Cli.Progress;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>Runs the queries, and keeps what each stage ranked.</summary>
internal sealed class StageSearches(Collection collection, SearchOptions options)
{
    private static readonly IReadOnlyDictionary<string, string[]> Timed = new Dictionary<string, string[]>
    {
        [EvalStages.Bm25] = [SearchStages.Keyword],
        [EvalStages.Vectors] = [SearchStages.Embed, SearchStages.Dense],
        [EvalStages.Fused] = [SearchStages.Fuse],
        [EvalStages.CrossEncoder] = [SearchStages.Rerank],
    };

    private readonly Dictionary<string, List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>> _rankings =
        EvalStages.All.ToDictionary(s => s, _ => new List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>());

    private readonly List<SearchTrace> _traces = [];

    /// <summary>Stages that failed: on how many queries, and the first reason.</summary>
    public SortedDictionary<string, (int Queries, string Message)> Failures { get; } = new(StringComparer.Ordinal);

    public async Task<int> RunAsync(IReadOnlyList<BeirQuery> queries, WorkProgress progress, CancellationToken cancellationToken)
    {
        foreach (var query in queries)
        {
            if (!BlankText.IsBlank(query.Text))
                await RunAsync(query, cancellationToken);
            progress.Add(1, 1);
        }

        return queries.Count;
    }

    public Run Run(string stage) => Lodestone.Evaluation.Run.Create("lodestone-" + stage, _rankings[stage]);

    /// <summary>The median over queries of the time of a stage itself; null for the final order, which takes none.</summary>
    public double? Milliseconds(string stage) => Timed.TryGetValue(stage, out var parts)
        ? Median(_traces.Select(t => t.Stages.Where(s => parts.Contains(s.Stage)).Sum(s => s.Elapsed.TotalMilliseconds)))
        : null;

    public double WholeMilliseconds() => Median(_traces.Select(t => t.Elapsed.TotalMilliseconds));

    private async Task RunAsync(BeirQuery query, CancellationToken cancellationToken)
    {
        var stages = await collection.RankByStageAsync(query.Text, options, cancellationToken);
        _traces.Add(stages.Trace);
        foreach (var failed in stages.Trace.Stages.Where(s => s.Failure is not null))
        {
            var before = Failures.GetValueOrDefault(failed.Stage, (0, failed.Failure!));
            Failures[failed.Stage] = (before.Item1 + 1, before.Item2);
        }

        Add(EvalStages.Bm25, stages.Bm25.Select(h => (h, h.Bm25!.Value.Bm25Score)));
        Add(EvalStages.Vectors, stages.BiEncoder.Select(h => (h, h.BiEncoder!.Value.Similarity)));
        Add(EvalStages.Fused, stages.Fused.Select(h => (h, h.Fused.FusedScore)));
        Add(EvalStages.CrossEncoder, Reread(stages));
        Add(EvalStages.Final, stages.Final.Select(h => (h, h.FinalScore)));

        // As many documents as a first stage hands on, so that all are measured to the same depth.
        void Add(string stage, IEnumerable<(Hit Hit, double Score)> hits) => _rankings[stage].Add(new(
            query.Id, [.. hits.Take(options.Candidates).Select(h => new RankedDocument(h.Hit.DocumentId, h.Score))]));
    }

    /// <summary>What the cross-encoder read in its own order; then the rest as it was fused.</summary>
    private static IEnumerable<(Hit Hit, double Score)> Reread(StageRankings stages)
    {
        var read = stages.CrossEncoder.Select(h => (Hit: h, Score: (double)h.CrossEncoder!.Value.Logit)).ToArray();
        var lowest = read.Select(r => r.Score).Append(0).Min();
        return read.Concat(stages.Fused.Select((h, i) => (Hit: h, Score: lowest - i - 1))).DistinctBy(r => r.Hit.DocumentId);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
