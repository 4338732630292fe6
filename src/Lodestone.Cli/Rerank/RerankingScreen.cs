using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Rerank;

/// <summary>A reranking formatted for people.</summary>
internal static class RerankingScreen
{
    public static void Show(IAnsiConsole screen, string query, string model, IReadOnlyList<InputText> passages, RerankResult reranking)
    {
        screen.Say($"Query: {query}");
        if (reranking.Passages.Count > 0)
            screen.Show(Ranks(screen, passages, reranking));
        else
            screen.Gap();

        screen.Say(Summary(model, reranking));
        foreach (var score in reranking.Passages.Where(s => s.DroppedTokens > 0))
        {
            screen.Say($"{passages[score.Index].Label(score.Index)} was cut: " +
                $"{NumberFormat.Count(score.DroppedTokens, "token")} did not fit " +
                "beside the query. --windows reads them.");
        }
    }

    private static ScreenTable Ranks(IAnsiConsole screen, IReadOnlyList<InputText> passages, RerankResult reranking)
    {
        var table = Tables.Create(
            screen,
            ("rank", true),
            new ScreenColumn("", Number: false, Whole: true) { Place = StackedPlace.Head },
            ("logit", true),
            ("probability", true),
            new ScreenColumn("passage", Number: false) { Place = StackedPlace.Body });
        var rank = 0;
        foreach (var score in reranking.Passages)
        {
            table.Row(
                NumberFormat.Rank(++rank),
                passages[score.Index].Label(score.Index),
                NumberFormat.Logit(score.Logit),
                NumberFormat.Probability(score.Probability),
                PassageCell.Of(screen, score.State, passages[score.Index].Text));
        }

        return table;
    }

    private static string Summary(string model, RerankResult reranking)
    {
        var summary = $"{NumberFormat.Count(reranking.Scored, "passage")} scored by {model} " +
            $"in {NumberFormat.Duration(reranking.Elapsed)}, " +
            $"{NumberFormat.Count(reranking.Runs, "model run")}.";
        return reranking.Blank == 0 ? summary : $"{summary} {NumberFormat.Count(reranking.Blank)} blank, never scored, last.";
    }
}
