using System.Globalization;
using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Search;

/// <summary>The explanation of a result: the stages side by side, and the work of each.</summary>
internal static class ExplainScreen
{
    private const int LongestId = 20;

    public static void Show(IAnsiConsole screen, SearchResult result)
    {
        var costs = Costs(screen, result.Trace);
        if (result.Hits.Count > 0)
            screen.Show(Stages(screen, result), costs);
        else
            screen.Show(costs);
        screen.Say(Path(result.Trace));
        screen.Say($"The collection was searched as of its change {NumberFormat.Count(result.Sequence)}.");
    }

    private static ScreenTable Stages(IAnsiConsole screen, SearchResult result)
    {
        var table = Tables.Create(
            screen,
            ("\nrank", true), new ScreenColumn("\ndocument", Number: false, Whole: true),
            ("BM25\nrank", true), ("BM25\nscore", true),
            ("bi\nrank", true), ("bi\ncosine", true),
            ("fused\nrank", true), ("fused\nscore", true),
            ("cross\nrank", true), ("cross\nlogit", true), ("cross\nprob.", true),
            ("final\nscore", true), ("\nmoved", false));
        foreach (var hit in result.Hits)
        {
            table.Row(
                NumberFormat.Rank(hit.Rank),
                Short(hit.DocumentId),
                Rank(hit.Bm25?.Rank),
                Number(hit.Bm25?.Bm25Score, "F3"),
                Rank(hit.BiEncoder?.Rank),
                NumberFormat.Cosine((float?)hit.BiEncoder?.Similarity),
                Rank(hit.Fused.Rank),
                SearchScreen.Score(hit.Fused.FusedScore),
                hit.CrossEncoder is { } read ? Rank(read.Rank) : Outcome(hit.Outcome),
                NumberFormat.Logit(hit.CrossEncoder?.Logit),
                NumberFormat.Probability(hit.CrossEncoder?.Probability),
                SearchScreen.Score(hit.FinalScore),
                Cell.Moved(hit.Fused.Rank - hit.Rank));
        }

        return table;
    }

    private static ScreenTable Costs(IAnsiConsole screen, SearchTrace trace)
    {
        var table = Tables.Create(
            screen,
            new ScreenColumn("stage", Number: false, Whole: true), ("from, ms", true), ("ms", true), ("gave", true), ("model runs", true),
            ("from cache", true), ("", false));
        foreach (var stage in trace.Stages.OrderBy(s => s.Started))
        {
            table.Row(
                stage.Stage,
                NumberFormat.Milliseconds(stage.Started),
                NumberFormat.Milliseconds(stage.Elapsed),
                NumberFormat.Count(stage.Count),
                NumberFormat.Count(stage.ModelRuns),
                NumberFormat.Count(stage.CacheHits),
                stage.Skipped is { } reason ? $"skipped: {reason}" : stage.Failure is { } failure ? $"failed: {failure}" : "");
        }

        table.Row("all", NumberFormat.Milliseconds(TimeSpan.Zero), NumberFormat.Milliseconds(trace.Elapsed), "", "", "", "");
        return table;
    }

    private static string Path(SearchTrace trace) => trace.IndexPath switch
    {
        null => "The vector index was not searched.",
        { } path => $"Vector index: {Words(path)}, {(trace.Approximate ? "approximate" : "exact")}.",
    };

    private static string Words(Lodestone.Indexing.SearchPath path) => path switch
    {
        Lodestone.Indexing.SearchPath.Empty => "nothing to search",
        Lodestone.Indexing.SearchPath.ExactScan => "every vector compared",
        Lodestone.Indexing.SearchPath.FilteredExactScan => "every vector compared that the filter allows",
        Lodestone.Indexing.SearchPath.GraphWalk => "graph walked",
        Lodestone.Indexing.SearchPath.FilteredGraphWalk => "graph walked, past what the filter forbids",
        _ => "graph walked without a result, then every vector compared",
    };

    private static string Outcome(RerankOutcome outcome) => outcome switch
    {
        RerankOutcome.BelowDepth => "too deep",
        RerankOutcome.OutOfTime => "no time",
        RerankOutcome.WithoutWords => "no words",
        _ => NumberFormat.None,
    };

    /// <summary>The end of an id, which distinguishes documents of one folder.</summary>
    private static string Short(string id) => id.Length <= LongestId ? id : string.Concat("...", id.AsSpan(id.Length - LongestId + 3));

    private static string Rank(int? rank) => rank is { } number ? NumberFormat.Rank(number) : NumberFormat.None;

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? NumberFormat.None;
}
