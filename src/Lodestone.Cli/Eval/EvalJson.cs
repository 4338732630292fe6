using System.Text.Json;
using Lodestone.Cli.Output;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>An evaluation as JSON.</summary>
internal static class EvalJson
{
    public static void Write(Utf8JsonWriter json, EvalReport report)
    {
        json.WriteStartObject();
        json.WriteString("dataset", report.Dataset);
        json.WriteString("split", report.Split);
        json.WriteString("collection", report.Collection);
        json.WriteNumber("documents", report.Documents);
        json.WriteNumber("queries", report.Queries);
        json.WriteNumber("judgedPairs", report.JudgedPairs);
        json.WriteBoolean("few", report.Queries < PairedComparison.FewQueries);
        json.WriteString("biEncoder", report.BiEncoder);
        json.WriteString("crossEncoder", report.CrossEncoder);
        json.WriteNumber("candidates", report.Candidates);
        json.WriteNumber("depth", report.Depth);
        json.WriteStartArray("measures");
        foreach (var (label, measure) in report.Measures)
            Write(json, label, measure, report);
        json.WriteEndArray();
        json.WriteStartObject("milliseconds");
        foreach (var stage in report.Stages)
        {
            if (stage.Milliseconds is { } own)
                json.WriteNumber(stage.Stage, Math.Round(own, 3));
        }

        json.WriteNumber("all", Math.Round(report.Milliseconds, 3));
        json.WriteEndObject();
        json.Strings("withoutResults", report.Stages[^1].Values.WithoutResults);
        json.Strings("withoutRelevant", report.Stages[^1].Values.WithoutRelevant);
        json.Strings("notices", report.Notices);
        json.WriteStartArray("runs");
        foreach (var run in report.Runs)
        {
            json.WriteStartObject();
            json.WriteString("stage", run.Stage);
            json.WriteString("file", run.Path);
            json.WriteNumber("lowered", run.Lowered);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string label, Measure measure, EvalReport report)
    {
        json.WriteStartObject();
        json.WriteString("measure", label);
        json.WriteString("name", measure.Name);
        json.WriteStartArray("stages");
        foreach (var stage in report.Stages)
        {
            json.WriteStartObject();
            json.WriteString("stage", stage.Stage);
            json.WriteNumber("value", stage.Values.Overall(measure));
            Interval(json, "interval", Significance.MeanInterval(stage.Values.Values(measure)));
            json.WriteString("against", stage.Against?.Stage);
            if (stage.Compare(measure) is { } compared)
                Write(json, compared);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("bestPossible", report.BestPossible.Overall(measure));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PairedComparison compared)
    {
        json.WriteNumber("difference", compared.Difference);
        Interval(json, "differenceInterval", compared.Interval);
        json.WriteNumber("better", compared.Better);
        json.WriteNumber("worse", compared.Worse);
        json.WriteNumber("p", compared.PValue);
        json.WriteBoolean("exact", compared.IsExact);
        json.Number("detectable", compared.Detectable);
    }

    private static void Interval(Utf8JsonWriter json, string name, ConfidenceInterval? interval)
    {
        if (interval is not { } bounds)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(bounds.Lower);
        json.WriteNumberValue(bounds.Upper);
        json.WriteEndArray();
    }
}
