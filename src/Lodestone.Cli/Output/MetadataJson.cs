using System.Text.Json;

namespace Lodestone.Cli;

/// <summary>Metadata in JSON's own types; dates as ISO 8601, which reading takes for dates again.</summary>
internal static class MetadataJson
{
    public static void Metadata(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        json.WriteStartObject(name);
        foreach (var (field, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            switch (value.Kind)
            {
                case MetadataKind.Number:
                    json.WriteNumber(field, value.Number);
                    break;
                case MetadataKind.Boolean:
                    json.WriteBoolean(field, value.Boolean);
                    break;
                case MetadataKind.TextList:
                    json.Strings(field, value.TextList);
                    break;
                default:
                    json.WriteString(field, value.ToString());
                    break;
            }
        }

        json.WriteEndObject();
    }
}
