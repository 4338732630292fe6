using Lodestone.Indexing;

namespace Lodestone;

/// <summary>What a check of a collection found.</summary>
/// <param name="Problems">Damage, each as a sentence; empty when there is none.</param>
/// <param name="Notices">What was built anew when the collection was opened.</param>
/// <param name="Sequence">The state that was checked.</param>
/// <param name="VectorIndex">Health of the vector index; null while the collection is empty.</param>
public sealed record CheckReport(
    IReadOnlyList<string> Problems, IReadOnlyList<string> Notices, long Sequence, VectorIndexHealth? VectorIndex)
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsClean => Problems.Count == 0;
}
