using Lodestone.Indexing;

namespace Lodestone;

/// <summary>What a commit did, for searches to see.</summary>
/// <param name="Sequence">The store's new sequence.</param>
/// <param name="Added">Keys that are new.</param>
/// <param name="Removed">Keys that are gone.</param>
/// <param name="Keywords">The keyword index after it; the receiver's to dispose.</param>
internal sealed record CommittedBatch(
    long Sequence, IReadOnlyList<long> Added, IReadOnlyList<long> Removed, KeywordSnapshot Keywords)
{
    public IReadOnlyList<DocumentChange> Changes { get; init; } = [];

    public int Count { get; init; }
}
