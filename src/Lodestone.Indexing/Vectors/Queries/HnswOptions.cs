namespace Lodestone.Indexing;

/// <summary>How a graph is built. An index keeps what it was built with.</summary>
public sealed record HnswOptions
{
    /// <summary>
    /// Links a vector makes when it is added, and may have on each level above the lowest; on the lowest it may have twice as many.
    /// 4 to 128. Four bytes each, so 128 bytes a vector at the default, which is 16.
    /// </summary>
    public int M { get; init; } = 16;

    /// <summary>
    /// Candidates from which a new vector's links are chosen: more makes a better graph and takes longer to build. 8 to 4,000.
    /// Default: 200.
    /// </summary>
    public int EfConstruction { get; init; } = 200;

    /// <summary>
    /// What the levels of vectors are drawn from: the same seed, vectors and order make the same graph on one thread. Default: 0.
    /// </summary>
    public ulong Seed { get; init; }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(M, 4, 128);
        InvalidRangeException.ThrowIfNotWithin(EfConstruction, 8, 4_000);
    }
}
