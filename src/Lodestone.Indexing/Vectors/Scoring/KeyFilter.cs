using System.Runtime.CompilerServices;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>The keys that a search may return.</summary>
internal readonly struct KeyFilter(VectorQuery query)
{
    private readonly KeySet? _allowed = query.Allowed;
    private readonly long _maxKey = query.MaxKey;
    private readonly KeySet? _hidden = query.Hidden is { Count: > 0 } hidden ? hidden : null;

    /// <summary>Whether every key up to this one passes.</summary>
    public bool PassesAllUpTo(long largestKey) => _allowed is null && _hidden is null && _maxKey >= largestKey;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Passes(long key) =>
        key <= _maxKey && (_allowed is null || _allowed.Contains(key)) && (_hidden is null || !_hidden.Contains(key));
}
