using Lodestone.Evaluation;
using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>Searches once for every query and stage, and keeps what each stage ranked.</summary>
/// <remarks>
/// A page has at most as many hits as one first stage hands on, and both together find up to twice as many, so one search cannot show
/// every stage's whole ranking. The full search comes first and is the one that is timed; the others cost little, because the query's
/// vector and the pairs' scores are remembered.
/// </remarks>
internal sealed class StageSearches(Collection collection, SearchOptions full)
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

    public Run Run(string stage) => Evaluation.Run.Create("lodestone-" + stage, _rankings[stage]);

    /// <summary>The median over queries of the time of a stage itself; null for the final order, which takes none.</summary>
    public double? Milliseconds(string stage) => Timed.TryGetValue(stage, out var parts)
        ? Median(_traces.Select(t => t.Stages.Where(s => parts.Contains(s.Stage)).Sum(s => s.Elapsed.TotalMilliseconds)))
        : null;

    public double WholeMilliseconds() => Median(_traces.Select(t => t.Elapsed.TotalMilliseconds));

    private async Task RunAsync(BeirQuery query, CancellationToken cancellationToken)
    {
        var plain = full with { Rerank = RerankStageOptions.Off };
        var final = await SearchAsync(full);
        var passages = await SearchAsync(full with { PassagesPerDocument = 0 });
        var fused = await SearchAsync(plain);
        var vectors = await SearchAsync(plain with { Retrieval = RetrievalMode.Dense });
        var words = await SearchAsync(plain with { Retrieval = RetrievalMode.Keyword });
        _traces.Add(final.Trace);
        foreach (var failed in final.Trace.Stages.Where(s => s.Failure is not null))
        {
            var before = Failures.GetValueOrDefault(failed.Stage, (0, failed.Failure!));
            Failures[failed.Stage] = (before.Item1 + 1, before.Item2);
        }

        Add(EvalStages.Final, final.Hits.Select(h => (h, h.FinalScore)));
        Add(EvalStages.Fused, fused.Hits.Select(h => (h, h.FinalScore)));
        Add(EvalStages.Vectors, vectors.Hits.Select(h => (h, h.BiEncoder?.Similarity ?? h.FinalScore)));
        Add(EvalStages.Bm25, words.Hits.Select(h => (h, h.Bm25?.Bm25Score ?? h.FinalScore)));
        Add(EvalStages.CrossEncoder, Reread(passages, fused));

        Task<SearchResult> SearchAsync(SearchOptions options) => collection.SearchAsync(query.Text, options, cancellationToken);

        void Add(string stage, IEnumerable<(Hit Hit, double Score)> hits) => _rankings[stage].Add(new(
            query.Id,
            [.. hits.DistinctBy(h => h.Hit.DocumentId).Take(full.Candidates).Select(h => new RankedDocument(h.Hit.DocumentId, h.Score))]));
    }

    /// <summary>What the cross-encoder read in its own order, a document by its best passage; then the rest as it was fused.</summary>
    private static IEnumerable<(Hit Hit, double Score)> Reread(SearchResult passages, SearchResult fused)
    {
        var lowest = 0.0;
        foreach (var hit in passages.Hits.Where(h => h.CrossEncoder is not null).OrderBy(h => h.CrossEncoder!.Value.Rank))
        {
            lowest = Math.Min(lowest, hit.CrossEncoder!.Value.Logit);
            yield return (hit, hit.CrossEncoder.Value.Logit);
        }

        foreach (var hit in fused.Hits)
            yield return (hit, lowest - hit.Rank);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
