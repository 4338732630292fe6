namespace Lodestone.Indexing;

/// <summary>Options of one search of a vector index.</summary>
public sealed record VectorQuery
{
    /// <summary>The maximum number of hits, 1 to <see cref="VectorLimits.MaxTop"/>. Default: 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// The number of candidates that a walk through a graph keeps (ef in the literature): a larger number finds more and takes longer.
    /// Raised to <see cref="Top"/> where it is less. Default: <see cref="VectorDefaults.EfSearch"/>. Ignored by an exact scan.
    /// </summary>
    public int? EfSearch { get; init; }

    /// <summary>Whether to compare every vector, whatever the index. Default: false, so that the index decides.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// The keys that may be returned; null for all. Large and small sets are both cheap, because the plan depends on the size.
    /// </summary>
    public KeySet? Allowed { get; init; }

    /// <summary>The highest key to return, for a search that began before higher keys were added. Default: no limit.</summary>
    public long MaxKey { get; init; } = long.MaxValue;

    /// <summary>A few keys that are not returned, because they are already removed for this search; null for none.</summary>
    public KeySet? Hidden { get; init; }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(Top, 1, VectorLimits.MaxTop);
        if (EfSearch is { } candidates)
            InvalidRangeException.ThrowIfNotWithin(candidates, 1, VectorLimits.MaxTop, nameof(EfSearch));
    }
}

/// <summary>The defaults of vector indexes; bench/results/vectors.md has the measurements behind them.</summary>
public static class VectorDefaults
{
    /// <summary>
    /// The approximate number of vectors below which an exact scan is fast enough and a graph is not worth its memory: 20,000.
    /// </summary>
    public const int FlatBelow = 20_000;

    /// <summary>The minimum number of candidates that a walk keeps: 96.</summary>
    public const int MinEfSearch = 96;

    /// <summary>
    /// The number of links of a vector that is added to a graph (M in the paper): 16. It may have twice as many on the lowest level.
    /// </summary>
    public const int M = 16;

    /// <summary>The number of candidates from which a new vector's links are chosen (efConstruction in the paper): 200.</summary>
    public const int EfConstruction = 200;

    /// <summary>The default number of candidates that a walk keeps: one and a half times the requested hits, at least 96.</summary>
    public static int EfSearch(int top) => Math.Min(Math.Max(MinEfSearch, top + top / 2), VectorLimits.MaxTop);
}

/// <summary>The method by which an index found its hits.</summary>
public enum SearchPath
{
    /// <summary>The index or the allowed set was empty.</summary>
    Empty,

    /// <summary>Every vector was compared. Exact.</summary>
    ExactScan,

    /// <summary>Every vector the filter allows was compared. Exact.</summary>
    FilteredExactScan,

    /// <summary>The graph was walked. Approximate.</summary>
    GraphWalk,

    /// <summary>The graph was walked through vectors that the filter forbids to those that it allows. Approximate.</summary>
    FilteredGraphWalk,

    /// <summary>A walk found too few vectors or took longer than a scan would have, so all vectors were compared. Exact.</summary>
    FellBackToExact,
}
