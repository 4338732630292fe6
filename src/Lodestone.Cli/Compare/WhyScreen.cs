using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Compare;

/// <summary>The reasons for a comparison: what each encoder's score of a passage loses without each of its words.</summary>
internal static class WhyScreen
{
    private const int MostRows = 8;

    /// <summary>The passages that are explained: the first of the cross-encoder, and that of the bi-encoder when it is another.</summary>
    public static IEnumerable<ComparedPassageResponse> Explained(ComparisonResponse comparison) =>
        comparison.Passages.Where(p =>
            p.CrossEncoder.State == PassageScoring.Scored && (p.CrossEncoder.Rank == 1 || p.BiEncoder.Rank == 1));

    public static void Show(IAnsiConsole screen, string label, ComparedPassageResponse passage, ExplainResponse explained)
    {
        var unit = explained.CrossEncoder.Unit == PassageParts.Words ? "word" : "sentence";
        var cross = explained.CrossEncoder.Parts.ToDictionary(p => (p.Start, p.End), p => p.Contribution);
        var bi = explained.BiEncoder.Parts.ToDictionary(p => (p.Start, p.End), p => p.Contribution);
        var parts = cross.Keys.Union(bi.Keys).OrderByDescending(p => Math.Abs(cross.GetValueOrDefault(p) ?? 0))
            .ThenBy(p => p.Start).ToArray();
        screen.Say($"Why {label}: the loss of each score without a {unit}.");
        var table = Tables.Create(screen, ($"\n{unit}", false), ("bi-encoder\ncosine", true), ("cross-encoder\nlogit", true));
        foreach (var (start, end) in parts.Take(MostRows))
        {
            table.Row(
                passage.Text[start..end],
                Signed(bi.GetValueOrDefault((start, end)), "+0.0000;-0.0000;0.0000"),
                Signed(cross.GetValueOrDefault((start, end)), "+0.000;-0.000;0.000"));
        }

        screen.Show(table);
        if (parts.Length > MostRows)
            screen.Say($"Not shown: {NumberFormat.Count(parts.Length - MostRows, unit)} with less effect on the cross-encoder.");
        if (explained.CrossEncoder.Joined)
            screen.Say($"There are more {unit}s than runs: neighbours were left out together.");
    }

    /// <summary>A comparison with its reasons, in the shape of one without them and one field more.</summary>
    public static void Write(
        Terminal terminal, ComparisonResponse comparison, IReadOnlyList<(ComparedPassageResponse Passage, ExplainResponse Why)> reasons)
    {
        var all = JsonSerializer.SerializeToNode(comparison, ContractsJson.TypeInfo<ComparisonResponse>())!.AsObject();
        var why = new JsonArray();
        foreach (var (passage, explained) in reasons)
        {
            var one = JsonSerializer.SerializeToNode(explained, ContractsJson.TypeInfo<ExplainResponse>())!.AsObject();
            one.Insert(0, "index", passage.Index);
            why.Add((JsonNode)one);
        }

        all["why"] = why;
        JsonOutput.Write(terminal, writer => all.WriteTo(writer));
    }

    private static string Signed(float? value, string format) =>
        value is { } loss ? loss.ToString(format, CultureInfo.InvariantCulture) : NumberFormat.None;
}
