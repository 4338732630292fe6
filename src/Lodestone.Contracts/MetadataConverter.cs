using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>Metadata in JSON's own types, fields in ordinal order; dates as ISO 8601 strings, which are read as dates again.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class MetadataConverter : JsonConverter<IReadOnlyDictionary<string, MetadataValue>>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">
    /// The JSON is not an object, or has a value other than a string, a number that a double can hold, true, false, or a list of strings.
    /// </exception>
    public override IReadOnlyDictionary<string, MetadataValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"Metadata is an object; found: {reader.TokenType}.");
        var metadata = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = reader.GetString()!;
            reader.Read();
            metadata[field] = ReadValue(ref reader, field);
        }

        return metadata;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> value, JsonSerializerOptions options) =>
        Write(writer, value);

    /// <summary>Writes metadata as one JSON object.</summary>
    /// <param name="writer">The destination.</param>
    /// <param name="metadata">The fields, in any order.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(metadata);
        writer.WriteStartObject();
        foreach (var (field, held) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(field);
            Write(writer, held);
        }

        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, MetadataValue value)
    {
        switch (value.Kind)
        {
            case MetadataKind.Number when value.WholeNumber is { } whole:
                writer.WriteNumberValue(whole);
                break;
            case MetadataKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case MetadataKind.Boolean:
                writer.WriteBooleanValue(value.Boolean);
                break;
            case MetadataKind.TextList:
                writer.WriteStartArray();
                foreach (var text in value.TextList)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    internal static MetadataValue ReadValue(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.String => MetadataValue.OfDateOrText(reader.GetString()!),
        JsonTokenType.True or JsonTokenType.False => MetadataValue.Of(reader.GetBoolean()),
        JsonTokenType.Number when ReadNumber(ref reader) is { } number => number,
        JsonTokenType.StartArray => ReadList(ref reader, field),
        _ => throw Unexpected(field, reader.TokenType),
    };

    // A whole number beyond 64 bits, which only another server could write, stays its digits.
    private static MetadataValue? ReadNumber(ref Utf8JsonReader reader)
    {
        using var number = JsonDocument.ParseValue(ref reader);
        return MetadataValue.OfNumberText(number.RootElement.GetRawText());
    }

    private static MetadataValue ReadList(ref Utf8JsonReader reader, string field)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unexpected(field, reader.TokenType));
        return MetadataValue.Of(texts);
    }

    private static JsonException Unexpected(string field, JsonTokenType found) => new(
        $"The metadata field '{field}' is or holds a {found}; accepted are a string, a finite number, true, false, and a list of strings.");
}

/// <summary>One metadata value in JSON's own types; a date as an ISO 8601 string, which is read as a date again.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class PlainValueConverter : JsonConverter<MetadataValue>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">
    /// The JSON is not a string, a number that a double can hold, true, false, or a list of strings.
    /// </exception>
    public override MetadataValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MetadataConverter.ReadValue(ref reader, "value");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MetadataValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MetadataConverter.Write(writer, value);
    }
}
