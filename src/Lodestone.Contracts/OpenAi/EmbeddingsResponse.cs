using System.Text.Json.Serialization;

namespace Lodestone.Contracts.OpenAi;

/// <summary>Embeddings, in the order of the texts.</summary>
public sealed record EmbeddingsResponse
{
    /// <summary>Always <c>list</c>.</summary>
    [JsonPropertyName("object")]
    public required string Object { get; init; }

    /// <summary>One embedding for each text.</summary>
    [JsonPropertyName("data")]
    public required IReadOnlyList<EmbeddingResponse> Data { get; init; }

    /// <summary>The bi-encoder.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The token usage.</summary>
    [JsonPropertyName("usage")]
    public required EmbeddingsUsage Usage { get; init; }
}

/// <summary>One embedding.</summary>
public sealed record EmbeddingResponse
{
    /// <summary>Always <c>embedding</c>.</summary>
    [JsonPropertyName("object")]
    public required string Object { get; init; }

    /// <summary>The text's index, from 0.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>The numbers: a list, or base64.</summary>
    [JsonPropertyName("embedding")]
    public required EmbeddingNumbers Embedding { get; init; }

    /// <summary>An extension: the number of tokens at the text's end that were not read; absent when all were.</summary>
    [JsonPropertyName("truncated_tokens")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TruncatedTokens { get; init; }
}

/// <summary>The token usage of a request.</summary>
public sealed record EmbeddingsUsage
{
    /// <summary>The number of tokens read, including special ones.</summary>
    [JsonPropertyName("prompt_tokens")]
    public required long PromptTokens { get; init; }

    /// <summary>The same number.</summary>
    [JsonPropertyName("total_tokens")]
    public required long TotalTokens { get; init; }
}
