using System.Text.Json;
using Lodestone.Cli.Output;
using Lodestone.Server.Documents;
using Lodestone.Server.Serialization;

namespace Lodestone.Cli.Index;

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
        {
            // The fields of the report stand beside those of the command.
            var fields = JsonSerializer.SerializeToElement(IndexingResponse.Of(report), ServerJson.Default.IndexingResponse);
            foreach (var field in fields.EnumerateObject())
                field.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
