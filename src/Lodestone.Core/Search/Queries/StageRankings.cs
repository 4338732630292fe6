namespace Lodestone;

/// <summary>The ranking of documents by each stage of one search, to compare every stage with the one before.</summary>
/// <remarks>
/// Each ranking has a document once, by its best passage in that stage, which may differ in the next stage. Best first; equal scores are
/// in the order of document ids. A ranking is empty when its stage did not run, or failed. Rankings read no passage's text.
/// </remarks>
public sealed class StageRankings
{
    internal StageRankings(SearchTrace trace) => Trace = trace;

    /// <summary>The documents that BM25 found, by its score.</summary>
    public required IReadOnlyList<StageHit> Bm25 { get; init; }

    /// <summary>The documents that the bi-encoder found, by similarity.</summary>
    public required IReadOnlyList<StageHit> Similarity { get; init; }

    /// <summary>All candidates, by their fused score.</summary>
    public required IReadOnlyList<StageHit> Fused { get; init; }

    /// <summary>The documents that the cross-encoder read, by logit.</summary>
    public required IReadOnlyList<StageHit> Logit { get; init; }

    /// <summary>All candidates, in the final order of the search.</summary>
    public required IReadOnlyList<StageHit> Final { get; init; }

    /// <summary>The work of every stage, and its cost.</summary>
    public SearchTrace Trace { get; }
}

/// <summary>A document's best passage in the ranking of one stage.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Passage">The index of the passage in the document, from 0.</param>
/// <param name="Score">The stage's score; comparable within this ranking only.</param>
public readonly record struct StageHit(string DocumentId, int Passage, double Score);
