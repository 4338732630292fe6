namespace Lodestone.Indexing;

/// <summary>A hit with the number that orders it among hits of equal score.</summary>
/// <remarks>
/// Keys are given in the order of writing. Where many passages are alike, an order by key would let a cut keep those that were written
/// first; a hash of the document's id keeps an arbitrary part, and the same part however the index was written.
/// </remarks>
internal readonly record struct TiedHit(long Key, float Score, ulong Tie)
{
    /// <summary>Whether a hit comes after another: by descending score, then by tie, then by key.</summary>
    public static bool IsWorse(in TiedHit a, in TiedHit b) =>
        a.Score < b.Score || (a.Score == b.Score && (a.Tie > b.Tie || (a.Tie == b.Tie && a.Key > b.Key)));
}
