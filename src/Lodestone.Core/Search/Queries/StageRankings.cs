namespace Lodestone;

/// <summary>Which documents each stage of one search ranked, and how: what every stage made of the one before.</summary>
/// <remarks>
/// A document is in each ranking once, by its best passage in that stage, which may be another one in the next. Best first; equal scores
/// are in the order of document ids. A ranking is empty when the stage did not run, or failed. No passage's text is read for it.
/// </remarks>
public sealed class StageRankings
{
    internal StageRankings(SearchTrace trace) => Trace = trace;

    /// <summary>What BM25 found, by its score.</summary>
    public required IReadOnlyList<StageHit> Bm25 { get; init; }

    /// <summary>What the bi-encoder found, by similarity.</summary>
    public required IReadOnlyList<StageHit> Similarity { get; init; }

    /// <summary>All candidates, by their fused score.</summary>
    public required IReadOnlyList<StageHit> Fused { get; init; }

    /// <summary>What the cross-encoder read, by logit.</summary>
    public required IReadOnlyList<StageHit> Logit { get; init; }

    /// <summary>All candidates, in the order that the search answers with.</summary>
    public required IReadOnlyList<StageHit> Final { get; init; }

    /// <summary>What every stage did, and what it cost.</summary>
    public SearchTrace Trace { get; }
}

/// <summary>A document's best passage in the ranking of one stage.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Passage">Which passage of the document it is, from 0.</param>
/// <param name="Score">The stage's score; comparable within this ranking only.</param>
public readonly record struct StageHit(string DocumentId, int Passage, double Score);
