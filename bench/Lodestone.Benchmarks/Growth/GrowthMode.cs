namespace Lodestone.Benchmarks;

/// <summary>A way to search whose time is measured.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Options">The options of its searches.</param>
internal sealed record GrowthMode(string Name, SearchOptions Options)
{
    public const string Rerank = "hybrid and rerank";

    /// <summary>The modes that run no cross-encoder.</summary>
    public static readonly IReadOnlyList<GrowthMode> FirstStages =
    [
        new("dense", new SearchOptions { Retrieval = RetrievalMode.Dense, Rerank = SearchRerankOptions.Off }),
        new("keyword", new SearchOptions { Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off }),
        new("hybrid", new SearchOptions { Rerank = SearchRerankOptions.Off }),
    ];

    public static readonly GrowthMode Reranked = new(Rerank, new SearchOptions { Rerank = new SearchRerankOptions { Depth = 50 } });

    public static IEnumerable<string> Names => [.. FirstStages.Select(m => m.Name), Rerank];
}
