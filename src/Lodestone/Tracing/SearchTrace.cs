using Lodestone.Indexing;

namespace Lodestone;

/// <summary>What a search did, stage by stage.</summary>
/// <param name="Elapsed">From the call to the answer.</param>
/// <param name="Stages">The stages in the order they ended; one that was skipped is there too, and says why.</param>
/// <param name="IndexPath">How the vector index was searched; null when it was not.</param>
/// <param name="Approximate">Whether the nearest vectors may not be all among the candidates.</param>
/// <param name="Notices">What the caller should know: truncations, fallbacks, another model than asked for.</param>
public sealed record SearchTrace(
    TimeSpan Elapsed, IReadOnlyList<StageTrace> Stages, SearchPath? IndexPath, bool Approximate, IReadOnlyList<string> Notices)
{
    /// <summary>Whether a stage failed, so that the answer is that of the others.</summary>
    public bool Degraded => Stages.Any(s => s.Failure is not null);
}
