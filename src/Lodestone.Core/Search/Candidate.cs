using Lodestone.Encoders;
using Lodestone.Storage;

namespace Lodestone.Search;

/// <summary>A passage on its way through the stages of one search.</summary>
internal sealed class Candidate(PassageLocation passage)
{
    public PassageLocation Passage { get; } = passage;

    public Bm25Place? Bm25 { get; set; }

    public SimilarityPlace? Similarity { get; set; }

    public FusedPlace Fused { get; set; }

    public RerankOutcome Outcome { get; set; } = RerankOutcome.NotAsked;

    public RerankScore? Rerank { get; set; }

    public RerankPlace? CrossEncoder { get; set; }

    public double FinalScore { get; set; }

    /// <summary>Equal scores stand in the order of document ids, then of passages: the same input gives the same list.</summary>
    public static int CompareIdentity(Candidate left, Candidate right)
    {
        var documents = string.CompareOrdinal(left.Passage.DocumentId, right.Passage.DocumentId);
        return documents != 0 ? documents : left.Passage.Ordinal.CompareTo(right.Passage.Ordinal);
    }
}
