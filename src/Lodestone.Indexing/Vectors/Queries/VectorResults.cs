namespace Lodestone.Indexing;

/// <summary>The hits of a search, and how they were found. Immutable.</summary>
public sealed class VectorResults
{
    internal VectorResults(IReadOnlyList<IndexHit> hits, SearchPath path, int compared, int rescored, int efSearch)
    {
        Hits = hits;
        Path = path;
        Compared = compared;
        Rescored = rescored;
        EfSearch = efSearch;
    }

    /// <summary>
    /// The nearest vectors, nearest first; equal similarities by the ties that they were added with, then by key. At least as many as the
    /// lesser of top and matches.
    /// </summary>
    public IReadOnlyList<IndexHit> Hits { get; }

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

/// <summary>An entry that a search of an index found.</summary>
/// <param name="Key">The key it was added under.</param>
/// <param name="Score">Its BM25 score, or its similarity computed from floats (see <see cref="VectorMetric"/>); higher is better.</param>
public readonly record struct IndexHit(long Key, float Score);
