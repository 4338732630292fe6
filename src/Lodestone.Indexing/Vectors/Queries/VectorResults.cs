namespace Lodestone.Indexing;

/// <summary>What a search found, and how. Immutable.</summary>
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
    /// The nearest vectors, nearest first; equal similarities in rising order of key. Never fewer than the least of top and matches.
    /// </summary>
    public IReadOnlyList<IndexHit> Hits { get; }

    /// <summary>How the hits were found.</summary>
    public SearchPath Path { get; }

    /// <summary>Whether a nearer vector may have been missed.</summary>
    public bool IsApproximate => Path is SearchPath.GraphWalk or SearchPath.FilteredGraphWalk;

    /// <summary>Vectors whose codes were compared with the query's, a walk that was given up included.</summary>
    public int Compared { get; }

    /// <summary>Vectors whose floats were compared with the query's.</summary>
    public int Rescored { get; }

    /// <summary>Candidates the walk kept; 0 where there was none.</summary>
    public int EfSearch { get; }
}

/// <summary>An entry that a search of an index found.</summary>
/// <param name="Key">The key it was added under.</param>
/// <param name="Score">Its BM25 score, or its similarity computed from floats (see <see cref="VectorMetric"/>); higher is better.</param>
public readonly record struct IndexHit(long Key, float Score);
