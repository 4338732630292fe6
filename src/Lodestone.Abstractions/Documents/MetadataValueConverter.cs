using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>The JSON form of <see cref="MetadataValue"/>, which comes back equal.</summary>
/// <remarks>The type names it, so no options need it. It is public for source generation. Safe for concurrent use.</remarks>
public sealed class MetadataValueConverter : JsonConverter<MetadataValue>
{
    // A string that a reader would take for a date is wrapped, because dates, which are common, are plain strings.
    private const string Wrapper = "text";

    /// <inheritdoc/>
    /// <exception cref="JsonException">
    /// The JSON is not a string, a finite number, true, false, a list of strings, or an object with the string <c>text</c> alone.
    /// </exception>
    public override MetadataValue Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => TypedText.DateOrText(reader.GetString()!),
        JsonTokenType.True or JsonTokenType.False => MetadataValue.Of(reader.GetBoolean()),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => MetadataValue.Of(ReadTexts(ref reader)),
        JsonTokenType.StartObject => ReadWrapped(ref reader),
        _ => throw Unexpected(reader.TokenType),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MetadataValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
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
            case MetadataKind.Text when TypedText.DateOrText(value.Text).Kind == MetadataKind.Date:
                writer.WriteStartObject();
                writer.WriteString(Wrapper, value.Text);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static MetadataValue ReadNumber(ref Utf8JsonReader reader)
    {
        using var number = JsonDocument.ParseValue(ref reader);
        return TypedText.NumberOrDigits(number.RootElement.GetRawText()) ??
            throw new JsonException("A metadata value is a number beyond the range of double; accepted are finite numbers.");
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unexpected(reader.TokenType));
        return texts;
    }

    private static MetadataValue ReadWrapped(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(Wrapper) ||
            !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw Unexpected(JsonTokenType.StartObject);
        var text = reader.GetString()!;
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject
            ? MetadataValue.Of(text)
            : throw Unexpected(JsonTokenType.StartObject);
    }

    private static JsonException Unexpected(JsonTokenType found) => new(
        $"A metadata value is or holds a {found}; accepted are a string, a finite number, true, false, a list of strings, and " +
        $"{{\"{Wrapper}\": \"...\"}} for a string that is not to be read as a date.");
}
