namespace Lodestone.Server.Search;

/// <summary>The answer to a search.</summary>
/// <param name="Query">The query as it was given.</param>
/// <param name="Hits">The hits of the page that was asked for, best first.</param>
/// <param name="Candidates">How many hits there are over all pages.</param>
/// <param name="Sequence">The collection's state that was searched; pages of one query belong together while it is the same.</param>
/// <param name="Trace">What every stage did, and what it cost.</param>
internal sealed record SearchResponse(string Query, IReadOnlyList<HitResponse> Hits, int Candidates, long Sequence, TraceResponse Trace)
{
    public static SearchResponse Of(SearchResult result) =>
        new(result.Query, [.. result.Hits.Select(HitResponse.Of)], result.TotalHits, result.Sequence, TraceResponse.Of(result.Trace));
}
