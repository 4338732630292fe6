using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>The numbers of one embedding, and how they are sent.</summary>
[JsonConverter(typeof(EmbeddingNumbersConverter))]
internal readonly record struct EmbeddingNumbers(ReadOnlyMemory<float> Values, EncodingFormat Format);
