using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Compare;

/// <summary>A comparison formatted for people.</summary>
internal static class ComparisonScreen
{
    public static void Show(IAnsiConsole screen, Scenario scenario, ComparisonResponse comparison)
    {
        screen.Say($"Query: {comparison.Query}");
        if (scenario.Note is { } note)
            screen.Say(note);
        screen.Show(Ranks(screen, scenario, comparison), Costs(screen, comparison));
        screen.Say(Verdict.Of(scenario, comparison));
        foreach (var passage in comparison.Passages)
            Remark(screen, scenario.Passages[passage.Index].Label(passage.Index), passage);
    }

    private static ScreenTable Ranks(IAnsiConsole screen, Scenario scenario, ComparisonResponse comparison)
    {
        var table = Tables.Create(
            screen,
            new ScreenColumn("", Number: false, Whole: true),
            new ScreenColumn("\nrank", Number: true, Whole: true, "bi-encoder rank"), ("bi-encoder\ncosine", true),
            new ScreenColumn("\nrank", Number: true, Whole: true, "cross-encoder rank"),
            ("cross-encoder\nlogit", true), new ScreenColumn("\nprob.", Number: true, Whole: true, "probability"),
            new ScreenColumn("\nmoved", Number: false, Whole: true),
            new ScreenColumn("\npassage", Number: false) { Place = StackedPlace.Body });
        foreach (var passage in comparison.Passages)
        {
            table.Row(
                scenario.Passages[passage.Index].Label(passage.Index),
                NumberFormat.Rank(passage.BiEncoder.Rank),
                NumberFormat.Cosine(passage.BiEncoder.Similarity),
                NumberFormat.Rank(passage.CrossEncoder.Rank),
                NumberFormat.Logit(passage.CrossEncoder.Logit),
                NumberFormat.Probability(passage.CrossEncoder.Probability),
                Cell.Moved(passage.Moved),
                PassageCell.Of(screen, (PassageState)passage.CrossEncoder.State, passage.Text));
        }

        return table;
    }

    private static ScreenTable Costs(IAnsiConsole screen, ComparisonResponse comparison)
    {
        var table = Tables.Create(
            screen, new ScreenColumn("cost", Number: false, Whole: true), ("ms", true), ("model runs", true), ("", false));
        var (bi, cross) = (comparison.BiEncoder, comparison.CrossEncoder);
        Cost(bi.Model, "bi-encoder, passages", bi.CorpusMilliseconds, bi.CorpusRuns, "once; serves every query");
        Cost(bi.Model, "bi-encoder, query", bi.QueryMilliseconds, bi.QueryRuns, "each query");
        Cost(cross.Model, "cross-encoder, pairs", cross.Milliseconds, cross.Runs, "each query; nothing to reuse");
        return table;

        void Cost(string model, string what, double milliseconds, int runs, string when) =>
            table.Row(what, NumberFormat.Milliseconds(milliseconds), NumberFormat.Count(runs), $"{when} ({model})");
    }

    private static void Remark(IAnsiConsole screen, string label, ComparedPassageResponse passage)
    {
        if (passage.CrossEncoder.State == PassageScoring.Blank)
            screen.Say($"{label} is blank: neither model was given it, and it comes last.");
        if (passage.BiEncoder.DroppedTokens > 0)
            screen.Say($"{label} was cut for the bi-encoder: {NumberFormat.Count(passage.BiEncoder.DroppedTokens, "token")} did not fit.");
        if (passage.CrossEncoder.DroppedTokens is var dropped and > 0)
            screen.Say($"{label} was cut for the cross-encoder: {NumberFormat.Count(dropped, "token")} did not fit beside the query.");
    }
}
