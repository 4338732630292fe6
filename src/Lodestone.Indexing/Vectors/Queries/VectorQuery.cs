namespace Lodestone.Indexing;

/// <summary>What a search asks of a vector index.</summary>
public sealed record VectorQuery
{
    /// <summary>How many hits come back at most: 1 to <see cref="VectorLimits.MaxTop"/>. Default: 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// How many candidates a walk through a graph keeps (ef in the literature): more finds more and takes longer. Raised to
    /// <see cref="Top"/> where it is less. Default: <see cref="VectorDefaults.EfSearch"/>. An exact scan has no use for it.
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

    internal void Validate()
    {
        if (Top is < 1 or > VectorLimits.MaxTop)
        {
            throw new ArgumentOutOfRangeException(nameof(Top), Top,
                $"Top is how many hits come back: 1 to {VectorLimits.MaxTop}. Ask for fewer, or filter.");
        }

        if (EfSearch is < 1 or > VectorLimits.MaxTop)
        {
            throw new ArgumentOutOfRangeException(nameof(EfSearch), EfSearch,
                $"EfSearch is how many candidates a walk keeps: 1 to {VectorLimits.MaxTop}, or null for the default. " +
                "Beyond that ask for Exact.");
        }
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
