using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Serialization;

/// <summary>Metadata in JSON's own types, fields in ordinal order; dates as ISO 8601, which reading takes for dates again.</summary>
internal sealed class MetadataConverter : JsonConverter<IReadOnlyDictionary<string, MetadataValue>>
{
    public override IReadOnlyDictionary<string, MetadataValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Metadata of a request is read by MetadataInput, which says what is wrong with it.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        writer.WriteStartObject();
        foreach (var (field, held) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            switch (held.Kind)
            {
                case MetadataKind.Number:
                    writer.WriteNumber(field, held.Number);
                    break;
                case MetadataKind.Boolean:
                    writer.WriteBoolean(field, held.Boolean);
                    break;
                case MetadataKind.TextList:
                    writer.WriteStartArray(field);
                    foreach (var text in held.TextList)
                        writer.WriteStringValue(text);
                    writer.WriteEndArray();
                    break;
                default:
                    writer.WriteString(field, held.ToString());
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
