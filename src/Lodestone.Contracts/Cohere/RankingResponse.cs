using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Cohere;

/// <summary>Documents in the cross-encoder's order, in the shape of Cohere's and Jina's APIs.</summary>
public sealed record RankingResponse
{
    /// <summary>The request's id in logs and traces.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The cross-encoder.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Best first; blank documents last.</summary>
    [JsonPropertyName("results")]
    public required IReadOnlyList<RankedDocumentResponse> Results { get; init; }

    /// <summary>The number of tokens read, in Jina's shape.</summary>
    [JsonPropertyName("usage")]
    public required EmbeddingsUsage Usage { get; init; }

    /// <summary>Cohere's metadata of the response.</summary>
    [JsonPropertyName("meta")]
    public required RankingMeta Meta { get; init; }
}

/// <summary>One document of a ranking.</summary>
public sealed record RankedDocumentResponse
{
    /// <summary>Its index in the request, from 0.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>The probability that it answers the query; 0 for a blank document, which no model has read.</summary>
    [JsonPropertyName("relevance_score")]
    public required double RelevanceScore { get; init; }

    /// <summary>An extension: the model's raw output, unbounded; null for a blank document.</summary>
    [JsonPropertyName("logit")]
    public required float? Logit { get; init; }

    /// <summary>An extension: <c>blank</c> if it has no words and was not scored; absent otherwise.</summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>An extension: the number of its tokens that were not read; absent when all were.</summary>
    [JsonPropertyName("truncated_tokens")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TruncatedTokens { get; init; }

    /// <summary>The document, if the request asks for it.</summary>
    [JsonPropertyName("document")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Document { get; init; }
}

/// <summary>A document that was sent as a string, as results show it.</summary>
public sealed record TextDocument
{
    /// <summary>The string.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }
}

/// <summary>Cohere's metadata of a response.</summary>
public sealed record RankingMeta
{
    /// <summary>The version of the shape.</summary>
    [JsonPropertyName("api_version")]
    public required RankingApiVersion ApiVersion { get; init; }

    /// <summary>The cost in Cohere's unit: one unit per hundred documents.</summary>
    [JsonPropertyName("billed_units")]
    public required RankingUnits BilledUnits { get; init; }

    /// <summary>Notices for the caller; absent when there are none.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>The version of Cohere's shape.</summary>
public sealed record RankingApiVersion
{
    /// <summary><c>1</c> or <c>2</c>.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }
}

/// <summary>The cost in Cohere's units.</summary>
public sealed record RankingUnits
{
    /// <summary>The number of documents of one search unit in Cohere's API.</summary>
    public const int DocumentsPerSearchUnit = 100;

    /// <summary>One per hundred documents, rounded up.</summary>
    [JsonPropertyName("search_units")]
    public required int SearchUnits { get; init; }
}
