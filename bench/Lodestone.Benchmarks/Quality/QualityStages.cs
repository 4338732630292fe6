using Lodestone.Evaluation;

namespace Lodestone.Benchmarks;

/// <summary>The rankings of one collection's queries, by stage.</summary>
internal sealed class QualityStages
{
    public const string Bm25 = "BM25";
    public const string Dense = "dense";
    public const string Fused = "fused";
    public const string CrossEncoder = "cross-encoder alone";
    public const string Final = "final";

    public static readonly IReadOnlyList<string> Names = [Bm25, Dense, Fused, CrossEncoder, Final];

    private const int Depth = 100;

    private readonly Dictionary<string, List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>> _rankings =
        Names.ToDictionary(name => name, _ => new List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>());

    /// <summary>Searches a query once for all stages.</summary>
    public async Task AskAsync(Collection collection, string id, string query)
    {
        var stages = await collection.RankByStageAsync(query);
        if (stages.Trace.Degraded)
            throw new InvalidOperationException($"A stage failed: {stages.Trace.Stages.First(s => s.Failure is not null).Failure}");
        Add(Bm25, id, stages.Bm25);
        Add(Dense, id, stages.Similarity);
        Add(Fused, id, stages.Fused);
        // The documents that the cross-encoder did not read follow in fused order.
        Add(CrossEncoder, id, stages.Logit.Concat(stages.Fused));
        Add(Final, id, stages.Final);
    }

    public Run Run(string stage) => Lodestone.Evaluation.Run.Create(stage, _rankings[stage]);

    // Only the order counts, because scores of different stages are not comparable.
    private void Add(string stage, string id, IEnumerable<StageHit> hits) => _rankings[stage].Add(new(
        id, [.. hits.Select(h => h.DocumentId).Distinct().Take(Depth).Select((document, i) => new RankedDocument(document, -i))]));
}
