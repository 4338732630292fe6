using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>The server and its two default models, in the shape of text-embeddings-inference.</summary>
public sealed record TeiInfoResponse
{
    /// <summary>The bi-encoder of /embed.</summary>
    [JsonPropertyName("model_id")]
    public required string ModelId { get; init; }

    /// <summary>Always null: a model's checksums identify its release.</summary>
    [JsonPropertyName("model_sha")]
    public required string? ModelSha { get; init; }

    /// <summary>The number format of its graph.</summary>
    [JsonPropertyName("model_dtype")]
    public required string ModelDtype { get; init; }

    /// <summary>The kind of model.</summary>
    [JsonPropertyName("model_type")]
    public required TeiModelType ModelType { get; init; }

    /// <summary>An extension: the cross-encoder of /rerank.</summary>
    [JsonPropertyName("reranker_model_id")]
    public required string RerankerModelId { get; init; }

    /// <summary>The maximum number of tokens read of a text, including special ones.</summary>
    [JsonPropertyName("max_input_length")]
    public required int MaxInputLength { get; init; }

    /// <summary>The number of tokens that may wait: the bound of bulk work.</summary>
    [JsonPropertyName("max_batch_tokens")]
    public required long MaxBatchTokens { get; init; }

    /// <summary>The maximum number of concurrent connections; work is bounded in tokens, not in requests.</summary>
    [JsonPropertyName("max_concurrent_requests")]
    public required int MaxConcurrentRequests { get; init; }

    /// <summary>The maximum number of texts of one request.</summary>
    [JsonPropertyName("max_client_batch_size")]
    public required int MaxClientBatchSize { get; init; }

    /// <summary>Whether long texts are truncated by default: no.</summary>
    [JsonPropertyName("auto_truncate")]
    public required bool AutoTruncate { get; init; }

    /// <summary>The number of threads that tokenise: one per core.</summary>
    [JsonPropertyName("tokenization_workers")]
    public required int TokenizationWorkers { get; init; }

    /// <summary>The server's version.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }
}

/// <summary>The kind of model.</summary>
public sealed record TeiModelType
{
    /// <summary>A model that embeds.</summary>
    [JsonPropertyName("embedding")]
    public required TeiPooling Embedding { get; init; }
}

/// <summary>The pooling of an embedding model.</summary>
public sealed record TeiPooling
{
    /// <summary>The method, such as <c>cls</c> or <c>mean</c>.</summary>
    [JsonPropertyName("pooling")]
    public required string Pooling { get; init; }
}
