using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Search;

/// <summary>The explanation of a result: the stages side by side, and the work of each.</summary>
internal static class ExplainScreen
{
    public static void Show(IAnsiConsole screen, SearchResponse result)
    {
        var costs = Costs(screen, result.Trace);
        if (result.Hits.Count > 0)
            screen.Show(Stages(screen, result), costs);
        else
            screen.Show(costs);
        screen.Say(Path(result.Trace));
        if (result.Trace.Bm25Share is { } words)
            screen.Say($"BM25 has {Part(words)} of the fused score, the vectors {Part(1 - words)}.");
        if (result.Trace.RerankShare is { } share)
            screen.Say(Share(share));
        screen.Say($"The collection was searched as of its change {NumberFormat.Count(result.Sequence)}.");
    }

    private static ScreenTable Stages(IAnsiConsole screen, SearchResponse result)
    {
        var table = Tables.Create(
            screen,
            ("\nrank", true), new ScreenColumn("\ndocument", Number: false, Whole: true) { Place = StackedPlace.Head },
            ("BM25\nrank", true), ("BM25\nscore", true),
            ("bi\nrank", true), ("bi\ncosine", true),
            ("fused\nrank", true), ("fused\nscore", true),
            ("cross\nrank", true), ("cross\nlogit", true), ("cross\nprob.", true),
            ("final\nscore", true), new ScreenColumn("\nmoved", Number: false, Whole: true));
        foreach (var hit in result.Hits)
        {
            table.Row(
                NumberFormat.Rank(hit.Rank),
                hit.DocumentId,
                Rank(hit.Bm25?.Rank),
                Number(hit.Bm25?.Score, "F3"),
                Rank(hit.BiEncoder?.Rank),
                NumberFormat.Cosine((float?)hit.BiEncoder?.Similarity),
                Rank(hit.Fused.Rank),
                SearchScreen.Score(hit.Fused.Score),
                hit.CrossEncoder is { } read ? Rank(read.Rank) : Outcome(hit.Outcome),
                NumberFormat.Logit(hit.CrossEncoder?.Logit),
                NumberFormat.Probability(hit.CrossEncoder?.Probability),
                SearchScreen.Score(hit.FinalScore),
                Cell.Moved(hit.Fused.Rank - hit.Rank));
        }

        return table;
    }

    private static ScreenTable Costs(IAnsiConsole screen, TraceResponse trace)
    {
        var table = Tables.Create(
            screen,
            new ScreenColumn("stage", Number: false, Whole: true), ("from, ms", true), ("ms", true), ("gave", true), ("model runs", true),
            ("from cache", true), ("", false));
        foreach (var stage in trace.Stages.OrderBy(s => s.StartedMilliseconds))
        {
            table.Row(
                stage.Stage,
                NumberFormat.Milliseconds(stage.StartedMilliseconds),
                NumberFormat.Milliseconds(stage.Milliseconds),
                NumberFormat.Count(stage.Count),
                NumberFormat.Count(stage.ModelRuns),
                NumberFormat.Count(stage.CacheHits),
                stage.Skipped is { } reason ? $"skipped: {reason}" : stage.Failure is { } failure ? $"failed: {failure}" : "");
        }

        table.Row("all", NumberFormat.Milliseconds(0), NumberFormat.Milliseconds(trace.Milliseconds), "", "", "", "");
        return table;
    }

    private static string Path(TraceResponse trace) => trace.IndexPath switch
    {
        null => "The vector index was not searched.",
        { } path => $"Vector index: {Words(path)}, {(trace.Approximate ? "approximate" : "exact")}.",
    };

    private static string Share(RerankShareResponse share)
    {
        var why = share.Basis switch
        {
            ShareBasis.Option => "as asked for",
            ShareBasis.NoScale => "a fixed share, because its logits have no known scale",
            ShareBasis.KeywordsAlone => "a fixed share over keywords alone",
            _ => string.Create(CultureInfo.InvariantCulture,
                $"the best logit of {share.Passages} passages is {share.BestLogit:F2}"),
        };
        return $"The cross-encoder has {Part(share.Share)} of the final score: {why}.";
    }

    private static string Part(double share) => share.ToString("F2", CultureInfo.InvariantCulture);

    private static string Words(VectorSearchPath path) => path switch
    {
        VectorSearchPath.Empty => "nothing to search",
        VectorSearchPath.ExactScan => "every vector compared",
        VectorSearchPath.FilteredExactScan => "every vector compared that the filter allows",
        VectorSearchPath.GraphWalk => "graph walked",
        VectorSearchPath.FilteredGraphWalk => "graph walked, past what the filter forbids",
        _ => "graph walked without a result, then every vector compared",
    };

    /// <summary>Why the cross-encoder did not read a hit.</summary>
    public static string Outcome(HitOutcome outcome) => outcome switch
    {
        HitOutcome.BelowDepth => "too deep",
        HitOutcome.OutOfTime => "no time",
        HitOutcome.WithoutWords => "no words",
        _ => NumberFormat.None,
    };

    private static string Rank(int? rank) => rank is { } number ? NumberFormat.Rank(number) : NumberFormat.None;

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? NumberFormat.None;
}
