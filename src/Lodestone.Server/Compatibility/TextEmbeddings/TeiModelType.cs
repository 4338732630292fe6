using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>What kind of model it is.</summary>
/// <param name="Embedding">That it embeds.</param>
internal sealed record TeiModelType([property: JsonPropertyName("embedding")] TeiPooling Embedding);
