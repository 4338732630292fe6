namespace Lodestone;

/// <summary>Which documents each stage of one search ranked, and how: what every stage made of the one before.</summary>
/// <remarks>
/// A document is there once in each ranking, by its best passage in that stage, so its hit may be another passage's in the next. Best
/// first; equal scores stand in the order of document ids. A ranking is empty when the stage did not run, or failed.
/// </remarks>
public sealed class StageRankings
{
    internal StageRankings(SearchResult all)
    {
        Trace = all.Trace;
        Bm25 = Documents(all.Hits.Where(h => h.Bm25 is not null).OrderByDescending(h => h.Bm25!.Value.Bm25Score));
        BiEncoder = Documents(all.Hits.Where(h => h.BiEncoder is not null).OrderByDescending(h => h.BiEncoder!.Value.Similarity));
        Fused = Documents(all.Hits.OrderByDescending(h => h.Fused.FusedScore));
        CrossEncoder = Documents(all.Hits.Where(h => h.CrossEncoder is not null).OrderByDescending(h => h.CrossEncoder!.Value.Logit));
        Final = Documents(all.Hits.OrderByDescending(h => h.FinalScore));
    }

    /// <summary>What BM25 found, by its score.</summary>
    public IReadOnlyList<Hit> Bm25 { get; }

    /// <summary>What the bi-encoder found, by similarity.</summary>
    public IReadOnlyList<Hit> BiEncoder { get; }

    /// <summary>All candidates, by their fused score.</summary>
    public IReadOnlyList<Hit> Fused { get; }

    /// <summary>What the cross-encoder read, by logit.</summary>
    public IReadOnlyList<Hit> CrossEncoder { get; }

    /// <summary>All candidates, in the order that the search answers with.</summary>
    public IReadOnlyList<Hit> Final { get; }

    /// <summary>What every stage did, and what it cost.</summary>
    public SearchTrace Trace { get; }

    private static IReadOnlyList<Hit> Documents(IOrderedEnumerable<Hit> hits) =>
        [.. hits.ThenBy(h => h.DocumentId, StringComparer.Ordinal).ThenBy(h => h.Passage).DistinctBy(h => h.DocumentId)];
}
