using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Search;

/// <summary>A search result formatted for people.</summary>
internal static class SearchScreen
{
    public static void Show(IAnsiConsole screen, SearchResponse result, bool showQuery)
    {
        if (showQuery)
        {
            screen.Say($"Query: {result.Query}");
            screen.Gap();
        }

        if (result.Hits.Count > 0)
        {
            screen.Write(Hits(screen, result));
            screen.Gap();
        }

        if (result is { Answer: SearchAnswer.No, Hits.Count: > 0 })
            screen.Say("Nothing here looks like an answer.");
        screen.Say(Cost(result));
        foreach (var failed in result.Trace.Stages.Where(s => s.Failure is not null))
            screen.Say($"The stage '{failed.Stage}' failed, and the others answered without it: {failed.Failure}");
        foreach (var notice in result.Trace.Notices)
            screen.Say(notice);
    }

    /// <summary>A final score; its scale depends on the fusion.</summary>
    public static string Score(double score) => score.ToString("F4", CultureInfo.InvariantCulture);

    private static ScreenTable Hits(IAnsiConsole screen, SearchResponse result)
    {
        var table = Tables.Create(screen, ("rank", true), ("score", true), ("document", false), ("title", false), ("passage", false));
        foreach (var hit in result.Hits)
        {
            table.Row(
                NumberFormat.Rank(hit.Rank),
                Score(hit.FinalScore),
                hit.DocumentId,
                Title(hit),
                Snippet.Of(hit.Text, [.. hit.Highlights.Select(h => new TextRange(h[0], h[1]))]));
        }

        return table;
    }

    private static string Title(HitResponse hit) =>
        hit.Heading.Length == 0 || hit.Heading == hit.Title ? hit.Title
        : hit.Title.Length == 0 ? hit.Heading
        : $"{hit.Title}: {hit.Heading}";

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
