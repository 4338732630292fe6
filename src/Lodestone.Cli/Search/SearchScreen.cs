using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Search;

/// <summary>A search result formatted for people.</summary>
internal static class SearchScreen
{
    /// <param name="screen">The screen.</param>
    /// <param name="result">The result.</param>
    /// <param name="showQuery">Whether the query is shown above its hits.</param>
    /// <param name="files">The file of each hit, for links. Default: none.</param>
    public static void Show(IAnsiConsole screen, SearchResponse result, bool showQuery, IReadOnlyList<string?>? files = null)
    {
        if (showQuery)
        {
            screen.Say($"Query: {result.Query}");
            screen.Gap();
        }

        if (result is { Answer: SearchAnswer.No, Hits.Count: > 0 })
        {
            screen.Say("Nothing here looks like an answer. The nearest passages:");
            screen.Gap();
        }

        if (result.Hits.Count > 0)
        {
            screen.Write(new HitList(result.Hits, files));
            screen.Gap();
        }

        screen.Say(Cost(result));
        foreach (var failed in result.Trace.Stages.Where(s => s.Failure is not null))
            screen.Say($"The stage '{failed.Stage}' failed, and the others answered without it: {failed.Failure}");
        foreach (var notice in result.Trace.Notices)
            screen.Say(notice);
    }

    /// <summary>A final score; its scale depends on the fusion.</summary>
    public static string Score(double score) => score.ToString("F4", CultureInfo.InvariantCulture);

    private static string Cost(SearchResponse result)
    {
        var found = result.Hits.Count == 0
            ? result.Candidates == 0 ? "Nothing was found"
                : $"There is nothing on this page; {NumberFormat.Count(result.Candidates, "document")} matched"
            : $"{NumberFormat.Count(result.Hits[0].Rank)} to {NumberFormat.Count(result.Hits[^1].Rank)} of " +
                NumberFormat.Count(result.Candidates, "hit");
        var rerank = result.Trace.Stages.FirstOrDefault(s => s.Stage == StageTrace.Rerank);
        var read = rerank switch
        {
            null => "",
            { Skipped: { } reason } => $"; not reranked: {reason}",
            { Failure: not null } => "; not reranked",
            { CacheHits: > 0 } => $"; {NumberFormat.Count(rerank.Count)} reranked, {NumberFormat.Count(rerank.CacheHits)} from the cache",
            _ => $"; {NumberFormat.Count(rerank.Count)} reranked",
        };
        return $"{found}, in {NumberFormat.Duration(result.Trace.Milliseconds)}{read}.";
    }
}
