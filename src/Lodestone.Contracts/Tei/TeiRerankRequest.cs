using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>A query and texts to rank, in the shape of text-embeddings-inference.</summary>
public sealed record TeiRerankRequest
{
    /// <summary>The query; not blank.</summary>
    [JsonPropertyName("query")]
    [Length(1, RequestLimits.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>The texts. A blank one is not read by a model and comes last.</summary>
    [JsonPropertyName("texts")]
    [Length(0, RequestLimits.MaxInputs)]
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Whether scores are logits; otherwise they are probabilities. Default: false.</summary>
    [JsonPropertyName("raw_scores")]
    public bool? RawScores { get; init; }

    /// <summary>Whether results contain their texts. Default: false.</summary>
    [JsonPropertyName("return_text")]
    public bool? ReturnText { get; init; }

    /// <summary>Whether texts that are too long are truncated; otherwise they are refused with 413. Default: false.</summary>
    [JsonPropertyName("truncate")]
    public bool? Truncate { get; init; }

    /// <summary>The side of truncation: <c>right</c>, the end.</summary>
    [JsonPropertyName("truncation_direction")]
    public string? TruncationDirection { get; init; }
}

/// <summary>One text of a ranking.</summary>
public sealed record TeiRankResponse
{
    /// <summary>Its index in the request, from 0.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>The probability or the logit, as requested; for a blank text, which no model has read, 0 or null.</summary>
    [JsonPropertyName("score")]
    public required double? Score { get; init; }

    /// <summary>The text, if the request asks for it.</summary>
    [JsonPropertyName("text")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>An extension: <c>blank</c> if it has no words and was not scored; absent otherwise.</summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>An extension: the number of its tokens that were not read; absent when all were.</summary>
    [JsonPropertyName("truncated_tokens")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TruncatedTokens { get; init; }
}
