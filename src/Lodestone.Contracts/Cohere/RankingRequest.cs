using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Cohere;

/// <summary>A query and documents to rank, in the shape of Cohere's and Jina's APIs.</summary>
public sealed record RankingRequest
{
    /// <summary>The cross-encoder. Default: the server's.</summary>
    [JsonPropertyName("model")]
    [Length(1, 200)]
    public string? Model { get; init; }

    /// <summary>The query; not blank.</summary>
    [JsonPropertyName("query")]
    [Length(1, RequestLimits.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>Strings, or objects with <c>text</c>. A blank one is not read by a model and comes last.</summary>
    [JsonPropertyName("documents")]
    [Accepts("a string, or an object with 'text'")]
    [Length(0, RequestLimits.MaxInputs)]
    public required IReadOnlyList<JsonElement> Documents { get; init; }

    /// <summary>The maximum number of results. Default: all.</summary>
    [JsonPropertyName("top_n")]
    [Range(1, int.MaxValue)]
    public int? TopN { get; init; }

    /// <summary>Whether results contain their documents. Default: false.</summary>
    [JsonPropertyName("return_documents")]
    public bool? ReturnDocuments { get; init; }

    /// <summary>The fields of documents that are objects to read, in this order, one a line. Default: <c>text</c>.</summary>
    [JsonPropertyName("rank_fields")]
    [Length(1, 100)]
    public IReadOnlyList<string>? RankFields { get; init; }

    /// <summary>The maximum number of tokens read of a document. Default: the model's limit.</summary>
    [JsonPropertyName("max_tokens_per_doc")]
    [Range(1, int.MaxValue)]
    public int? MaxTokensPerDoc { get; init; }

    /// <summary>
    /// The maximum number of overlapping windows of a long document; the best one counts. Default: 1, so it is truncated.
    /// </summary>
    [JsonPropertyName("max_chunks_per_doc")]
    [Range(1, 1_000)]
    public int? MaxChunksPerDoc { get; init; }

    /// <summary>
    /// 0: interactive work. More: bulk work, which has one model run in eight while interactive work waits. Default: by the size of the
    /// request.
    /// </summary>
    [JsonPropertyName("priority")]
    [Range(0, 999)]
    public int? Priority { get; init; }
}
