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
    public required IReadOnlyList<RankedDocument> Bm25 { get; init; }

    /// <summary>The documents that the bi-encoder found, by similarity.</summary>
    public required IReadOnlyList<RankedDocument> Similarity { get; init; }

    /// <summary>All candidates, by their fused score.</summary>
    public required IReadOnlyList<RankedDocument> Fused { get; init; }

    /// <summary>The documents that the cross-encoder read, by logit.</summary>
    public required IReadOnlyList<RankedDocument> Logit { get; init; }

    /// <summary>All candidates, in the final order of the search.</summary>
    public required IReadOnlyList<RankedDocument> Final { get; init; }

    /// <summary>The work of every stage, and its cost.</summary>
    public SearchTrace Trace { get; }
}

/// <summary>A document in a ranking.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Score">The score that ranked it; higher is better, and it is comparable within this ranking only.</param>
/// <param name="Passage">The index of its best passage in the document, from 0; null in a ranking of whole documents.</param>
public readonly record struct RankedDocument(string DocumentId, double Score, int? Passage = null);
