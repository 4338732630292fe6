using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Evaluation;
using Spectre.Console;

namespace Lodestone.Cli.Eval;

/// <summary>An evaluation formatted for people: one table, and notes below it.</summary>
internal static class EvalScreen
{
    private static readonly string[] Empty = ["", "", "", "", "", "", "", "", ""];

    public static void Show(IAnsiConsole screen, EvalReport report)
    {
        screen.Say(
            $"{report.Dataset} ({report.Split}): {Queries(report.Queries)}, " +
            $"{NumberFormat.Count(report.JudgedPairs, "judged pair")}, {NumberFormat.Count(report.Documents, "document")}; " +
            $"{report.BiEncoder}, {report.CrossEncoder}; " +
            $"{NumberFormat.Count(report.Candidates, "candidate")}, {NumberFormat.Count(report.Depth)} reranked.");
        screen.Gap();
        screen.Write(Values(screen, report));
        screen.Gap();
        foreach (var note in Notes(report))
            screen.Say(note);
        screen.Say($"A whole search takes {NumberFormat.Milliseconds(TimeSpan.FromMilliseconds(report.Milliseconds))} ms (median).");
        screen.Say($"The collection is in '{report.Collection}'.");
        foreach (var run in report.Runs)
        {
            var lowered = run.Lowered == 0 ? "" :
                $"; {NumberFormat.Count(run.Lowered, "score")} lowered, so that ranking by score gives this order";
            screen.Say($"{run.Stage}: '{run.Path}'{lowered}.");
        }
    }

    /// <summary>Three digits without the leading zero, as the field prints measures.</summary>
    public static string Share(double value, bool signed = false)
    {
        var text = value.ToString(signed ? "+.000;-.000;.000" : ".000;-.000;.000", CultureInfo.InvariantCulture);
        return value >= 1 ? value.ToString("0.000", CultureInfo.InvariantCulture) : text;
    }

    /// <summary>A p-value: a sampled one cannot be lower than its number of samples allows.</summary>
    public static string P(PairedComparison comparison) =>
        comparison.PValue < .0001 ? "< .0001" : comparison.PValue.ToString(".0000;;.0000", CultureInfo.InvariantCulture) is var p &&
        comparison.PValue >= 1 ? "1" : p;

    private static ScreenTable Values(IAnsiConsole screen, EvalReport report)
    {
        var table = Tables.Create(
            screen,
            new ScreenColumn("stage", Number: false, Whole: true),
            ("value", true),
            new ScreenColumn("95 %", Number: true, Whole: true, "95 % of the value") { Drop = 4 },
            new ScreenColumn("against", Number: false, Whole: true),
            ("difference", true),
            new ScreenColumn("95 %", Number: true, Whole: true, "95 % of the difference") { Drop = 3 },
            new ScreenColumn("queries", Number: true, Whole: true, "queries better and worse") { Drop = 5 },
            ("p", true),
            new ScreenColumn("found if", Number: true, Whole: true) { Drop = 1 },
            new ScreenColumn("ms/query", Number: true, Whole: true) { Drop = 2 });
        foreach (var (label, measure) in report.Measures)
        {
            var first = label == report.Measures[0].Label;
            if (!first)
                table.Row();
            table.Row([label, .. Empty]);
            foreach (var stage in report.Stages)
                Row(table, measure, stage, first);
            table.Row(["best possible", Share(report.BestPossible.Overall(measure)), .. Empty[1..]]);
        }

        return table;
    }

    private static void Row(ScreenTable table, Measure measure, StageEvaluation stage, bool first)
    {
        var mean = Significance.MeanInterval(stage.Values.Values(measure));
        var compared = stage.Compare(measure);
        table.Row(
            stage.Stage,
            Share(stage.Values.Overall(measure)),
            Interval(mean, signed: false),
            stage.Against?.Stage ?? "",
            compared is null ? "" : Share(compared.Difference, signed: true),
            Interval(compared?.Interval, signed: true),
            compared is null ? "" : $"+{NumberFormat.Count(compared.Better)} -{NumberFormat.Count(compared.Worse)}",
            compared is null ? "" : P(compared),
            compared?.Detectable is { } least ? Share(least) : "",
            first && stage.Milliseconds is { } own ? NumberFormat.Milliseconds(TimeSpan.FromMilliseconds(own)) : "");
    }

    private static string Interval(ConfidenceInterval? interval, bool signed) => interval is { } bounds
        ? $"{Share(bounds.Lower, signed)} to {Share(bounds.Upper, signed)}"
        : "";

    private static string Queries(int count, string kind = "") => $"{NumberFormat.Count(count)} {kind}{(count == 1 ? "query" : "queries")}";

    private static IEnumerable<string> Notes(EvalReport report)
    {
        var main = report.Measures[0].Measure;
        var final = report.Stages[^1];
        if (final.Compare(main) is { } compared)
        {
            if (compared.IsFew)
            {
                var are = compared.Queries == 1 ? "is" : "are";
                yield return $"{Queries(compared.Queries)} {are} few: below {NumberFormat.Count(PairedComparison.FewQueries)} " +
                    "the intervals are too narrow, and a difference that is not seen may well be there.";
            }

            if (compared.IsExact)
                yield return "p is from all ways of swapping, not a sample of them.";
        }

        if (final.Values.WithoutResults.Count > 0)
            yield return $"{Queries(final.Values.WithoutResults.Count, "judged ")} found nothing, counted as 0.";
        if (final.Values.WithoutRelevant.Count > 0)
        {
            yield return $"{Queries(final.Values.WithoutRelevant.Count)} without a relevant document: nothing can give more than 0 there.";
        }

        foreach (var notice in report.Notices)
            yield return notice;
    }
}
