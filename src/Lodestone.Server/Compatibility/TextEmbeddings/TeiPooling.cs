using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>How an embedding model makes one vector of many.</summary>
/// <param name="Pooling">Such as <c>cls</c> or <c>mean</c>.</param>
internal sealed record TeiPooling([property: JsonPropertyName("pooling")] string Pooling);
