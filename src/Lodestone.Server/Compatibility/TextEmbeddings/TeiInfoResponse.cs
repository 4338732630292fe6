using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>What the server is, as text-embeddings-inference says it; of two models, since both are there.</summary>
/// <param name="ModelId">The bi-encoder of /embed.</param>
/// <param name="ModelSha">Null: which release of a model it is, its checksums say.</param>
/// <param name="ModelDtype">The numbers its graph computes with.</param>
/// <param name="ModelType">What kind of model it is.</param>
/// <param name="RerankerModelId">An extension: the cross-encoder of /rerank.</param>
/// <param name="MaxInputLength">Tokens of a text that are read at most, special ones included.</param>
/// <param name="MaxBatchTokens">Tokens that may wait: the bound of bulk work.</param>
/// <param name="MaxConcurrentRequests">Connections at once; work is bounded in tokens, not in requests.</param>
/// <param name="MaxClientBatchSize">The most texts of one request.</param>
/// <param name="AutoTruncate">Whether long texts are cut unasked: no.</param>
/// <param name="TokenizationWorkers">Threads that tokenise: every core.</param>
/// <param name="Version">The server's version.</param>
internal sealed record TeiInfoResponse(
    [property: JsonPropertyName("model_id")] string ModelId,
    [property: JsonPropertyName("model_sha")] string? ModelSha,
    [property: JsonPropertyName("model_dtype")] string ModelDtype,
    [property: JsonPropertyName("model_type")] TeiModelType ModelType,
    [property: JsonPropertyName("reranker_model_id")] string RerankerModelId,
    [property: JsonPropertyName("max_input_length")] int MaxInputLength,
    [property: JsonPropertyName("max_batch_tokens")] long MaxBatchTokens,
    [property: JsonPropertyName("max_concurrent_requests")] int MaxConcurrentRequests,
    [property: JsonPropertyName("max_client_batch_size")] int MaxClientBatchSize,
    [property: JsonPropertyName("auto_truncate")] bool AutoTruncate,
    [property: JsonPropertyName("tokenization_workers")] int TokenizationWorkers,
    [property: JsonPropertyName("version")] string Version);
