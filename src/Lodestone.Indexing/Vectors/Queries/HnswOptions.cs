namespace Lodestone.Indexing;

/// <summary>Options for building a graph. An index keeps the options that it was built with.</summary>
public sealed record HnswOptions
{
    /// <summary>
    /// The number of links of a new vector, and its maximum on each level above the lowest; on the lowest level the maximum is twice as
    /// many. 4 to 128. Four bytes each, so 128 bytes per vector at the default, which is 16.
    /// </summary>
    public int M { get; init; } = VectorDefaults.M;

    /// <summary>
    /// The number of candidates from which a new vector's links are chosen: more candidates make a better graph and take longer. 8 to
    /// 4,000. Default: 200.
    /// </summary>
    public int EfConstruction { get; init; } = VectorDefaults.EfConstruction;

    /// <summary>
    /// The seed of the vectors' levels: the same seed, vectors and order make the same graph on one thread. Default: 0.
    /// </summary>
    public ulong Seed { get; init; }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(M, 4, 128);
        InvalidRangeException.ThrowIfNotWithin(EfConstruction, 8, 4_000);
    }
}
