namespace Lodestone;

/// <summary>The answer to a search.</summary>
/// <param name="Query">The query as it was given.</param>
/// <param name="Hits">The hits of the page that was asked for, best first; equal scores by document id, then passage.</param>
/// <param name="Candidates">How many hits there are over all pages.</param>
/// <param name="Sequence">
/// The collection's state that was searched. Pages of one query belong together while this number is the same.
/// </param>
/// <param name="Trace">What every stage did, and what it cost.</param>
public sealed record SearchResult(string Query, IReadOnlyList<Hit> Hits, int Candidates, long Sequence, SearchTrace Trace);
