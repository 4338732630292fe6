using System.Text.Json;
using Lodestone.Cli.Output;
using Lodestone.Contracts;

namespace Lodestone.Cli.Index;

/// <summary>The result of indexing as JSON.</summary>
internal static class IndexingJson
{
    public static void Write(Utf8JsonWriter json, IndexOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("collection", outcome.Collection);
        json.WriteNumber("documents", outcome.Documents);
        json.WriteString("biEncoder", outcome.BiEncoder);
        json.WriteString("formerBiEncoder", outcome.FormerBiEncoder);
        if (outcome.Reembedding is { } changed)
            Write(json, changed);
        else
            json.WriteNull("reembedding");
        json.Strings("notices", outcome.Notices);
        MirrorScreen.Write(json, outcome);
        if (outcome.Report is { } report)
        {
            // The fields of the report are on one level with those of the command.
            var fields = JsonSerializer.SerializeToElement(report, ContractsJson.TypeInfo<IndexingResponse>());
            foreach (var field in fields.EnumerateObject())
                field.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReembeddingReport report)
    {
        json.WriteStartObject("reembedding");
        json.WriteNumber("documents", report.Documents);
        json.WriteNumber("resumed", report.Resumed);
        json.WriteNumber("passages", report.Passages);
        json.WriteNumber("embedded", report.Embedded);
        json.WriteNumber("tokensDropped", report.TokensDropped);
        json.WriteNumber("sequence", report.Sequence);
        json.Milliseconds("milliseconds", report.Elapsed);
        json.WriteEndObject();
    }
}
