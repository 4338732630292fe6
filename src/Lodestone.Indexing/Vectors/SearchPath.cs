namespace Lodestone.Indexing;

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
