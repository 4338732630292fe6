using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Compare;

/// <summary>A comparison formatted for people.</summary>
internal static class ComparisonScreen
{
    public static void Show(IAnsiConsole screen, Scenario scenario, EncoderComparison comparison)
    {
        screen.Say($"Query: {comparison.Query}");
        if (scenario.Note is { } note)
            screen.Say(note);
        screen.Show(Ranks(screen, scenario, comparison), Costs(screen, comparison));
        screen.Say(Verdict.Of(scenario, comparison));
        foreach (var passage in comparison.Passages)
            Remark(screen, scenario.Passages[passage.Index].Label(passage.Index), passage);
    }

    private static ScreenTable Ranks(IAnsiConsole screen, Scenario scenario, EncoderComparison comparison)
    {
        var table = Tables.Create(
            screen,
            ("", false),
            new ScreenColumn("\nrank", Number: true, Whole: true, "bi-encoder rank"), ("bi-encoder\ncosine", true),
            new ScreenColumn("\nrank", Number: true, Whole: true, "cross-encoder rank"),
            ("cross-encoder\nlogit", true), ("\nprobability", true),
            ("\nmoved", false), ("\npassage", false));
        foreach (var passage in comparison.Passages)
        {
            var score = passage.Score;
            table.Row(
                scenario.Passages[passage.Index].Label(passage.Index),
                NumberFormat.Rank(passage.BiEncoderRank),
                NumberFormat.Cosine(passage.Similarity),
                NumberFormat.Rank(passage.CrossEncoderRank),
                NumberFormat.Logit(score.Logit),
                NumberFormat.Probability(score.Probability),
                Cell.Moved(passage.Moved),
                PassageCell.Of(screen, score.State, passage.Text));
        }

        return table;
    }

    private static ScreenTable Costs(IAnsiConsole screen, EncoderComparison comparison)
    {
        var table = Tables.Create(screen, ("cost", false), ("ms", true), ("model runs", true), ("", false));
        Cost(comparison.BiEncoderModel, "bi-encoder, passages", comparison.Corpus, "once; serves every query");
        Cost(comparison.BiEncoderModel, "bi-encoder, query", comparison.QueryEmbedding, "each query");
        Cost(comparison.CrossEncoderModel, "cross-encoder, pairs", comparison.Pairs, "each query; nothing to reuse");
        return table;

        void Cost(string model, string what, StageTrace cost, string when) =>
            table.Row(what, NumberFormat.Milliseconds(cost.Elapsed), NumberFormat.Count(cost.ModelRuns), $"{when} ({model})");
    }

    private static void Remark(IAnsiConsole screen, string label, ComparedPassage passage)
    {
        if (passage.Score.State == PassageState.Blank)
            screen.Say($"{label} is blank: neither model was given it, and it comes last.");
        if (passage.Usage.DroppedTokens > 0)
            screen.Say($"{label} was cut for the bi-encoder: {NumberFormat.Count(passage.Usage.DroppedTokens, "token")} did not fit.");
        if (passage.Score.DroppedTokens is var dropped and > 0)
            screen.Say($"{label} was cut for the cross-encoder: {NumberFormat.Count(dropped, "token")} did not fit beside the query.");
    }
}
