using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>A query and texts to rank, as text-embeddings-inference has it.</summary>
internal sealed record TeiRerankRequest
{
    /// <summary>What is asked; not blank.</summary>
    [JsonPropertyName("query")]
    [Length(1, SearchDefaults.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>The texts. A blank one is given to no model and comes last.</summary>
    [JsonPropertyName("texts")]
    [Length(0, CompatibilityDefaults.MaxInputs)]
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Whether scores are logits; otherwise they are probabilities. Default: false.</summary>
    [JsonPropertyName("raw_scores")]
    public bool? RawScores { get; init; }

    /// <summary>Whether results have their texts. Default: false.</summary>
    [JsonPropertyName("return_text")]
    public bool? ReturnText { get; init; }

    /// <summary>Whether texts that are too long are cut; otherwise they are refused with 413. Default: false.</summary>
    [JsonPropertyName("truncate")]
    public bool? Truncate { get; init; }

    /// <summary>Where they are cut: <c>right</c>, at their end.</summary>
    [JsonPropertyName("truncation_direction")]
    public string? TruncationDirection { get; init; }
}
