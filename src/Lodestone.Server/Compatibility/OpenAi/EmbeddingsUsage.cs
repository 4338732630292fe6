using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>What a request took.</summary>
/// <param name="PromptTokens">Tokens that were read, special ones included.</param>
/// <param name="TotalTokens">The same.</param>
internal sealed record EmbeddingsUsage(
    [property: JsonPropertyName("prompt_tokens")] long PromptTokens, [property: JsonPropertyName("total_tokens")] long TotalTokens);
