using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>The server and its two default models, in the form of text-embeddings-inference.</summary>
public sealed record TeiInfoResponse
{
    /// <summary>The bi-encoder of /embed.</summary>
    [JsonPropertyName("model_id")]
    public required string ModelId { get; init; }

    /// <summary>Null: which release of a model it is, its checksums say.</summary>
    [JsonPropertyName("model_sha")]
    public required string? ModelSha { get; init; }

    /// <summary>The numbers its graph computes with.</summary>
    [JsonPropertyName("model_dtype")]
    public required string ModelDtype { get; init; }

    /// <summary>The kind of model.</summary>
    [JsonPropertyName("model_type")]
    public required TeiModelType ModelType { get; init; }

    /// <summary>An extension: the cross-encoder of /rerank.</summary>
    [JsonPropertyName("reranker_model_id")]
    public required string RerankerModelId { get; init; }

    /// <summary>Tokens of a text that are read at most, special ones included.</summary>
    [JsonPropertyName("max_input_length")]
    public required int MaxInputLength { get; init; }

    /// <summary>Tokens that may wait: the bound of bulk work.</summary>
    [JsonPropertyName("max_batch_tokens")]
    public required long MaxBatchTokens { get; init; }

    /// <summary>Connections at once; work is bounded in tokens, not in requests.</summary>
    [JsonPropertyName("max_concurrent_requests")]
    public required int MaxConcurrentRequests { get; init; }

    /// <summary>The most texts of one request.</summary>
    [JsonPropertyName("max_client_batch_size")]
    public required int MaxClientBatchSize { get; init; }

    /// <summary>Whether long texts are cut unasked: no.</summary>
    [JsonPropertyName("auto_truncate")]
    public required bool AutoTruncate { get; init; }

    /// <summary>Threads that tokenise: every core.</summary>
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

/// <summary>How an embedding model makes one vector of many.</summary>
public sealed record TeiPooling
{
    /// <summary>Such as <c>cls</c> or <c>mean</c>.</summary>
    [JsonPropertyName("pooling")]
    public required string Pooling { get; init; }
}
