using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Cohere;

/// <summary>Documents in the order of the cross-encoder: what Cohere's and Jina's clients expect.</summary>
public sealed record RankingResponse
{
    /// <summary>Names the request in logs and traces.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The cross-encoder.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Best first; blank documents last.</summary>
    [JsonPropertyName("results")]
    public required IReadOnlyList<RankedDocumentResponse> Results { get; init; }

    /// <summary>Tokens that were read, as Jina has it.</summary>
    [JsonPropertyName("usage")]
    public required EmbeddingsUsage Usage { get; init; }

    /// <summary>Cohere's remarks on it.</summary>
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

    /// <summary>An extension: its tokens that were not read; absent when all were.</summary>
    [JsonPropertyName("truncated_tokens")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TruncatedTokens { get; init; }

    /// <summary>The document, if the request wants it.</summary>
    [JsonPropertyName("document")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Document { get; init; }
}

/// <summary>A document that was sent as a string, in the form that results show it.</summary>
public sealed record TextDocument
{
    /// <summary>The string.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }
}

/// <summary>Cohere's remarks on an answer.</summary>
public sealed record RankingMeta
{
    /// <summary>The version of the shape.</summary>
    [JsonPropertyName("api_version")]
    public required RankingApiVersion ApiVersion { get; init; }

    /// <summary>The cost as Cohere counts it: one unit a hundred documents.</summary>
    [JsonPropertyName("billed_units")]
    public required RankingUnits BilledUnits { get; init; }

    /// <summary>Notices for the caller; absent when there are none.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>The version of Cohere's shape that an answer has.</summary>
public sealed record RankingApiVersion
{
    /// <summary><c>1</c> or <c>2</c>.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }
}

/// <summary>Work as Cohere counts it.</summary>
public sealed record RankingUnits
{
    /// <summary>Documents of one search unit, as Cohere counts them.</summary>
    public const int DocumentsPerSearchUnit = 100;

    /// <summary>One a hundred documents, begun ones included.</summary>
    [JsonPropertyName("search_units")]
    public required int SearchUnits { get; init; }
}
