using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.Client;

/// <summary>Bodies of calls as JSON, written once and sent as often as needed.</summary>
internal static class CallBody
{
    /// <summary>A batch as one JSON value.</summary>
    public static ReadOnlyMemory<byte> Batch(IReadOnlyList<Document> documents)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, ContractsJson.OneLine))
        {
            json.WriteStartObject();
            json.WriteStartArray("documents");
            foreach (var document in documents)
                Write(json, document);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    /// <summary>A request as JSON.</summary>
    public static ReadOnlyMemory<byte> Json<T>(T request, JsonTypeInfo<T> shape)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, ContractsJson.OneLine))
            JsonSerializer.Serialize(json, request, shape);
        return body.WrittenMemory;
    }

    /// <summary>A body of JSON.</summary>
    public static HttpContent Content(ReadOnlyMemory<byte> json)
    {
        var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue(Exchange.Json);
        return content;
    }

    /// <summary>Writes a document as a request has it.</summary>
    public static void Write(Utf8JsonWriter json, Document document)
    {
        json.WriteStartObject();
        json.WriteString("id", document.Id);
        if (document.Title.Length > 0)
            json.WriteString("title", document.Title);
        json.WriteString("text", document.Text);
        if (document.Metadata.Count > 0)
        {
            json.WritePropertyName("metadata");
            MetadataConverter.Write(json, document.Metadata);
        }

        if (document.Headings.Count > 0)
        {
            json.WriteStartArray("headings");
            foreach (var heading in document.Headings)
            {
                var shape = new DocumentHeading { Start = heading.Start, Level = heading.Level, Text = heading.Text };
                JsonSerializer.Serialize(json, shape, ContractsJson.TypeInfo<DocumentHeading>());
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
