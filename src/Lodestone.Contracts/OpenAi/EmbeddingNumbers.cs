using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.OpenAi;

/// <summary>The numbers of one embedding and their encoding.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Format">A list, or base64.</param>
[JsonConverter(typeof(EmbeddingNumbersConverter))]
public readonly record struct EmbeddingNumbers(ReadOnlyMemory<float> Values, EncodingFormat Format);

/// <summary>Numbers as a list, or as the base64 of their bytes.</summary>
/// <remarks>The bytes are little-endian, as on every machine that .NET supports.</remarks>
internal sealed class EmbeddingNumbersConverter : JsonConverter<EmbeddingNumbers>
{
    public override EmbeddingNumbers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new EmbeddingNumbers(FromBase64(ref reader), EncodingFormat.Base64);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"An embedding is a list of numbers or a base64 string; found: {reader.TokenType}.");
        var numbers = new List<float>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var number) && float.IsFinite(number)
                ? number
                : throw new JsonException($"The embedding's number {numbers.Count}, from 0, is a {reader.TokenType} that no float holds."));
        }

        return new EmbeddingNumbers(numbers.ToArray(), EncodingFormat.Float);
    }

    public override void Write(Utf8JsonWriter writer, EmbeddingNumbers value, JsonSerializerOptions options)
    {
        if (value.Format == EncodingFormat.Base64)
        {
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.Values.Span));
            return;
        }

        writer.WriteStartArray();
        foreach (var number in value.Values.Span)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static float[] FromBase64(ref Utf8JsonReader reader) =>
        reader.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : throw new JsonException("The embedding is a string that is not the base64 of whole 32-bit numbers.");
}
