using System.Text.Json;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>Metadata of a request as typed values; a nested object's fields are prefixed with its name.</summary>
internal static class MetadataInput
{
    /// <exception cref="RequestException">A value has a type that metadata cannot have.</exception>
    public static Dictionary<string, MetadataValue> Read(JsonElement? metadata, string path)
    {
        var values = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        switch (metadata)
        {
            case null or { ValueKind: JsonValueKind.Null }:
                break;
            case { ValueKind: JsonValueKind.Object } fields:
                Take(fields, "", path, values);
                break;
            case { } other:
                throw RequestShape.Mistake(path, $"'{path}' is {FieldRule.Name(other)}; accepted is an object of values to filter by.");
        }

        return values;
    }

    private static void Take(JsonElement fields, string prefix, string path, Dictionary<string, MetadataValue> values)
    {
        foreach (var field in fields.EnumerateObject())
        {
            var (name, place) = (RequestShape.Join(prefix, field.Name), RequestShape.Join(path, field.Name));
            if (field.Value.ValueKind == JsonValueKind.Object)
                Take(field.Value, name, place, values);
            else if (field.Value.ValueKind != JsonValueKind.Null && !values.TryAdd(name, Value(field.Value, place)))
                throw Twice(FieldRule.Short(place), FieldRule.Short(name));
        }
    }

    private static RequestException Twice(string place, string name) =>
        RequestShape.Mistake(place, $"'{place}' gives the field '{name}' a second value. Give it one.");

    private static MetadataValue Value(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String => MetadataValue.OfDateOrText(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False => MetadataValue.Of(value.GetBoolean()),
        JsonValueKind.Number when MetadataValue.OfNumberText(value.GetRawText()) is { Kind: MetadataKind.Number } number => number,
        JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            MetadataValue.Of(value.EnumerateArray().Select(e => e.GetString()!)),
        _ => throw Refused(value, FieldRule.Short(place)),
    };

    private static RequestException Refused(JsonElement value, string place) => RequestShape.Mistake(
        place, $"'{place}' is {Name(value)}; accepted are a string, a number, true or false, a list of strings, and an object of " +
        "these, whose fields are kept as 'a.b'.");

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list of other things than strings",
        JsonValueKind.Number when MetadataValue.OfNumberText(value.GetRawText()) is { Kind: MetadataKind.Text } =>
            "a whole number beyond 64 bits, which no number here holds exactly (write it as a string)",
        JsonValueKind.Number => "a number beyond the range of double",
        _ => FieldRule.Name(value),
    };
}
