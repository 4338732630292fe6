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

    private static readonly SearchOptions Defaults = new() { Top = Depth, Candidates = Depth };

    private readonly Dictionary<string, List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>> _rankings =
        Names.ToDictionary(name => name, _ => new List<KeyValuePair<string, IReadOnlyList<RankedDocument>>>());

    /// <summary>Asks a query once for each stage.</summary>
    /// <remarks>
    /// Every hit of the final list carries the ranks of all stages, but the final list ends at 100 documents and a stage's own list is
    /// not wholly in it. So each stage is asked by itself: the first ones take milliseconds, and the pairs' scores are remembered.
    /// </remarks>
    public async Task AskAsync(Collection collection, string id, string query)
    {
        var first = Defaults with { Rerank = RerankStageOptions.Off };
        var fused = await SearchAsync(collection, query, first);
        Add(Bm25, id, await SearchAsync(collection, query, first with { Retrieval = RetrievalMode.Keyword }));
        Add(Dense, id, await SearchAsync(collection, query, first with { Retrieval = RetrievalMode.Dense }));
        Add(Fused, id, fused);
        Add(Final, id, await SearchAsync(collection, query, Defaults));

        // A document's passages each have a logit, and the best of them is the document's, whichever passage the final list shows.
        var passages = await SearchAsync(collection, query, Defaults with { PassagesPerDocument = 0 });
        var read = passages.Where(h => h.CrossEncoder is not null).OrderBy(h => h.CrossEncoder!.Value.Rank).Select(h => h.DocumentId);
        Add(CrossEncoder, id, [.. read.Concat(fused.Select(h => h.DocumentId)).Distinct().Take(Depth)]);
    }

    public Run Run(string stage) => Evaluation.Run.Create(stage, _rankings[stage]);

    private static async Task<IReadOnlyList<Hit>> SearchAsync(Collection collection, string query, SearchOptions options)
    {
        var result = await collection.SearchAsync(query, options);
        return result.Trace.Degraded
            ? throw new InvalidOperationException($"A stage failed: {result.Trace.Stages.First(s => s.Failure is not null).Failure}")
            : result.Hits;
    }

    private void Add(string stage, string id, IReadOnlyList<Hit> hits) => Add(stage, id, [.. hits.Select(h => h.DocumentId)]);

    // Only the order counts; scores of different stages could not be compared anyway.
    private void Add(string stage, string id, IReadOnlyList<string> documents) =>
        _rankings[stage].Add(new(id, [.. documents.Select((document, i) => new RankedDocument(document, -i))]));
}
