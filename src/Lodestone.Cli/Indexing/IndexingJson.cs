using System.Text.Json;

namespace Lodestone.Cli;

/// <summary>What was indexed, as JSON.</summary>
internal static class IndexingJson
{
    public static void Write(Utf8JsonWriter json, IndexOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("collection", outcome.Collection);
        json.WriteNumber("documents", outcome.Documents);
        json.WriteString("biEncoder", outcome.BiEncoder);
        json.WriteString("formerBiEncoder", outcome.FormerBiEncoder);
        json.Strings("notices", outcome.Notices);
        if (outcome.Report is { } report)
            Write(json, report);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IndexingReport report)
    {
        json.WriteNumber("added", report.Added);
        json.WriteNumber("replaced", report.Replaced);
        json.WriteNumber("unchanged", report.Unchanged);
        json.WriteNumber("superseded", report.Superseded);
        json.WriteNumber("passages", report.Passages);
        json.WriteNumber("embedded", report.Embedded);
        json.WriteNumber("tokensDropped", report.TokensDropped);
        json.Milliseconds("milliseconds", report.Elapsed);
        json.WriteNumber("sequence", report.Sequence);
        json.Strings("withoutWords", report.WithoutWords);
        json.WriteStartArray("problems");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            Line(json, problem.Line);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(problem.Kind.ToString()));
            json.WriteString("reason", problem.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var (item, note) in report.Noted.SelectMany(i => i.Notes.Select(n => (i, n))))
        {
            json.WriteStartObject();
            json.WriteString("path", item.Path);
            Line(json, item.Line);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(note.Kind.ToString()));
            json.WriteString("message", note.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Line(Utf8JsonWriter json, long? line)
    {
        if (line is { } number)
            json.WriteNumber("line", number);
        else
            json.WriteNull("line");
    }
}
