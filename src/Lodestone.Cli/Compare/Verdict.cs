using Lodestone.Cli.Output;
using Lodestone.Contracts;

namespace Lodestone.Cli.Compare;

/// <summary>The result in words; a judgement of which encoder is right only where the answer is known.</summary>
internal static class Verdict
{
    public static string Of(Scenario scenario, ComparisonResponse comparison)
    {
        var passages = comparison.Passages;
        if (passages.Count == 0)
            return "There are no passages.";
        var first = passages[0];
        if (first.CrossEncoder.State == PassageScoring.Blank)
            return "Every passage is blank, so there is nothing to rank.";
        if (passages.FirstOrDefault(p => scenario.Answer is not null && scenario.Passages[p.Index].Id == scenario.Answer) is { } answer)
            return OfAnswer(Label(answer), answer.BiEncoder.Rank, answer.CrossEncoder.Rank);
        var heads = first.BiEncoder.Rank == 1
            ? $"Both put {Label(first)} first."
            : $"The bi-encoder put {Label(passages.Single(p => p.BiEncoder.Rank == 1))} first; the cross-encoder moved {Label(first)} " +
              $"from {NumberFormat.Rank(first.BiEncoder.Rank)} to 1.";
        var furthest = passages.MaxBy(p => Math.Abs(p.Moved))!;
        if (furthest.Moved == 0)
            return passages.Count == 1 ? heads : heads + " Their order is the same throughout.";
        if (furthest.Index == first.Index)
            return heads;
        return $"{heads} The furthest move is {Label(furthest)}, from {NumberFormat.Rank(furthest.BiEncoder.Rank)} to " +
            $"{NumberFormat.Rank(furthest.CrossEncoder.Rank)}.";

        string Label(ComparedPassageResponse passage) => scenario.Passages[passage.Index].Label(passage.Index);
    }

    private static string OfAnswer(string answer, int before, int after) => (before, after) switch
    {
        (1, 1) => $"Both found the answer, {answer}.",
        (_, 1) => $"The cross-encoder found the answer: {answer}, from {NumberFormat.Rank(before)} to 1.",
        (1, _) => $"The cross-encoder lost the answer: {answer}, from 1 to {NumberFormat.Rank(after)}.",
        _ => $"Neither put the answer first: {answer}, from {NumberFormat.Rank(before)} to {NumberFormat.Rank(after)}.",
    };
}
