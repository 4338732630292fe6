namespace Lodestone.Indexing;

/// <summary>What a search asks of a vector index.</summary>
public sealed record VectorQuery
{
    /// <summary>How many hits come back at most: 1 to <see cref="VectorLimits.MaxTop"/>. Default: 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// How many candidates a walk through a graph keeps (ef in the literature): more finds more and takes longer. Raised to
    /// <see cref="Top"/> where it is less. Default: <see cref="VectorDefaults.Exploration"/>. An exact scan has no use for it.
    /// </summary>
    public int? Exploration { get; init; }

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

    internal void Demand()
    {
        if (Top is < 1 or > VectorLimits.MaxTop)
        {
            throw new ArgumentOutOfRangeException(nameof(Top), Top,
                $"Top is how many hits come back: 1 to {VectorLimits.MaxTop}. Ask for fewer, or filter.");
        }

        if (Exploration is < 1 or > VectorLimits.MaxTop)
        {
            throw new ArgumentOutOfRangeException(nameof(Exploration), Exploration,
                $"Exploration is how many candidates a walk keeps: 1 to {VectorLimits.MaxTop}, or null for the default. " +
                "Beyond that ask for Exact.");
        }
    }
}
