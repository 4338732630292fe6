using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>One embedding.</summary>
/// <param name="Object">Always <c>embedding</c>.</param>
/// <param name="Index">The text's index, from 0.</param>
/// <param name="Embedding">The numbers: a list, or base64.</param>
/// <param name="TruncatedTokens">An extension: tokens of the text's end that were not read; absent when all were.</param>
internal sealed record EmbeddingResponse(
    [property: JsonPropertyName("object")] string Object,
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("embedding")] EmbeddingNumbers Embedding,
    [property: JsonPropertyName("truncated_tokens")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TruncatedTokens);
