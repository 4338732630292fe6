namespace Lodestone.Indexing;

/// <summary>Options of one search of a vector index.</summary>
public sealed record VectorQuery
{
    /// <summary>The maximum number of hits, 1 to 10,000. Default: 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// The number of candidates that a walk through a graph keeps (ef in the literature): a larger number finds more and takes longer.
    /// Raised to <see cref="Top"/> where it is less. Default: one and a half times <see cref="Top"/>, at least 96.
    /// Ignored by an exact scan.
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

/// <summary>The defaults of vector indexes, with what they were chosen from: bench/results/vectors.md.</summary>
public static class VectorDefaults
{
    /// <summary>Below about so many vectors an exact scan is quick enough that a graph is not worth its memory: 20,000.</summary>
    public const int FlatBelow = 20_000;

    /// <summary>Least candidates a walk keeps: 96.</summary>
    public const int MinEfSearch = 96;

    /// <summary>
    /// Links a vector makes when it is added to a graph (M in the paper): 16. It may have twice as many on the lowest level.
    /// </summary>
    public const int M = 16;

    /// <summary>Candidates from which a new vector's links are chosen (efConstruction in the paper): 200.</summary>
    public const int EfConstruction = 200;

    /// <summary>Candidates a walk keeps when the query does not say: one and a half times the hits asked for, at least 96.</summary>
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
