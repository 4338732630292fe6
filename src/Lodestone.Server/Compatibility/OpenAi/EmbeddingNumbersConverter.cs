using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>Numbers as a list, or as the base64 of their bytes.</summary>
internal sealed class EmbeddingNumbersConverter : JsonConverter<EmbeddingNumbers>
{
    public override EmbeddingNumbers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Embeddings are only ever written.");

    public override void Write(Utf8JsonWriter writer, EmbeddingNumbers value, JsonSerializerOptions options)
    {
        if (value.Format == EncodingFormat.Base64)
        {
            // The form is little-endian, as is every machine that .NET runs on.
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.Values.Span));
            return;
        }

        writer.WriteStartArray();
        foreach (var number in value.Values.Span)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
