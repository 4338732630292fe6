namespace Lodestone.Indexing;

/// <summary>What a search asks of a vector index.</summary>
public sealed record VectorQuery
{
    /// <summary>How many hits come back at most: 1 to 10,000. Default: 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// How many candidates a walk through a graph keeps (ef in the literature): more finds more and takes longer. Raised to
    /// <see cref="Top"/> where it is less. Default: one and a half times <see cref="Top"/>, at least 96. An exact scan has no use for it.
    /// </summary>
    public int? EfSearch { get; init; }

    /// <summary>Compare every vector, whatever the index. Default: the index decides.</summary>
    public bool Exact { get; init; }

    /// <summary>
    /// The keys that may be returned; null for all. A large and a small set are both cheap: the plan depends on its size.
    /// </summary>
    public KeySet? Allowed { get; init; }

    /// <summary>Keys above are not returned: a search that began before they were added. Default: none are above.</summary>
    public long MaxKey { get; init; } = long.MaxValue;

    /// <summary>A few keys that are not returned, because for this search they are already removed; null for none.</summary>
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

/// <summary>How an index came by its answer.</summary>
public enum SearchPath
{
    /// <summary>There was nothing to search.</summary>
    Empty,

    /// <summary>Every vector was compared. Exact.</summary>
    ExactScan,

    /// <summary>Every vector the filter allows was compared. Exact.</summary>
    FilteredExactScan,

    /// <summary>The graph was walked. Approximate.</summary>
    GraphWalk,

    /// <summary>The graph was walked through vectors the filter forbids to those it allows. Approximate.</summary>
    FilteredGraphWalk,

    /// <summary>A walk was begun, found too few or took longer than comparing all would have, and all were compared. Exact.</summary>
    FellBackToExact,
}
