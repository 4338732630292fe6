namespace Lodestone.Indexing;

/// <summary>The hits of a search, and how they were found. Immutable.</summary>
public sealed class VectorResults
{
    internal VectorResults(IReadOnlyList<VectorHit> hits, SearchPath path, int compared, int rescored, int efSearch)
    {
        Hits = hits;
        Path = path;
        Compared = compared;
        Rescored = rescored;
        EfSearch = efSearch;
    }

    /// <summary>
    /// The nearest vectors, nearest first; equal similarities in ascending order of key. At least as many as the lesser of top and matches.
    /// </summary>
    public IReadOnlyList<VectorHit> Hits { get; }

    /// <summary>The method by which the hits were found.</summary>
    public SearchPath Path { get; }

    /// <summary>Whether a nearer vector may have been missed.</summary>
    public bool IsApproximate => Path is SearchPath.GraphWalk or SearchPath.FilteredGraphWalk;

    /// <summary>The number of vectors whose codes were compared with the query's, including those of an abandoned walk.</summary>
    public int Compared { get; }

    /// <summary>The number of vectors whose floats were compared with the query's.</summary>
    public int Rescored { get; }

    /// <summary>The number of candidates that the walk kept; 0 without a walk.</summary>
    public int EfSearch { get; }
}

/// <summary>A hit of a vector search.</summary>
/// <param name="Key">The vector's key.</param>
/// <param name="Similarity">The similarity to the query, larger is nearer: see <see cref="VectorMetric"/>. Computed from floats.</param>
public readonly record struct VectorHit(long Key, float Similarity);
