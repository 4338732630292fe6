using System.Text.Json;
using Lodestone.Cli.Output;
using Lodestone.Contracts;

namespace Lodestone.Cli.Maintenance;

/// <summary>Documents as JSON.</summary>
internal static class DocumentJson
{
    public static void Write(Utf8JsonWriter json, GetResponse read)
    {
        json.WriteStartObject();
        json.WriteStartArray("documents");
        foreach (var document in read.Documents)
            JsonSerializer.Serialize(json, document, ContractsJson.TypeInfo<DocumentResponse>());
        json.WriteEndArray();
        json.Strings("missing", read.Missing);
        json.WriteEndObject();
    }

    /// <summary>A document in the form that <c>index</c> reads: metadata in a nested object, so that no field hides another.</summary>
    public static void WriteRecord(Utf8JsonWriter json, DocumentResponse document)
    {
        json.WriteStartObject();
        json.WriteString("_id", document.Id);
        json.WriteString("title", document.Title);
        json.WriteString("text", document.Text);
        if (document.Headings.Count > 0)
            WriteHeadings(json, document.Headings);
        json.WritePropertyName("metadata");
        MetadataConverter.Write(json, document.Metadata);
        json.WriteEndObject();
    }

    private static void WriteHeadings(Utf8JsonWriter json, IReadOnlyList<DocumentHeading> headings)
    {
        json.WriteStartArray("headings");
        foreach (var heading in headings)
        {
            json.WriteStartObject();
            json.WriteNumber("start", heading.Start);
            json.WriteNumber("level", heading.Level);
            json.WriteString("text", heading.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
