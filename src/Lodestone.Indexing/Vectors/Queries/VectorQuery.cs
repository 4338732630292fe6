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

    /// <summary>Candidates a walk keeps: as asked, else one and a half times the hits, at least 96 (bench/results/vectors.md).</summary>
    internal int Walked => Math.Max(Top, EfSearch ?? Math.Min(Math.Max(96, Top + (Top / 2)), VectorLimits.MaxTop));

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(Top, 1, VectorLimits.MaxTop);
        if (EfSearch is { } candidates)
            InvalidRangeException.ThrowIfNotWithin(candidates, 1, VectorLimits.MaxTop, nameof(EfSearch));
    }
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
