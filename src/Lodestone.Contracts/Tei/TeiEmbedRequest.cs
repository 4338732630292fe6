using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>Texts to embed, in the shape of text-embeddings-inference.</summary>
public sealed record TeiEmbedRequest
{
    /// <summary>A string, or a list of strings, none of them blank.</summary>
    [Description("A string, or a list of strings, none of them blank.")]
    [JsonPropertyName("inputs")]
    [Accepts("a string, or a list of strings")]
    public required JsonElement Inputs { get; init; }

    /// <summary>Whether embeddings are normalised to length 1; a model may require it. Default: true.</summary>
    [JsonPropertyName("normalize")]
    public bool? Normalize { get; init; }

    /// <summary>Whether texts that are too long are truncated; otherwise they are refused with 413. Default: false.</summary>
    [JsonPropertyName("truncate")]
    public bool? Truncate { get; init; }

    /// <summary>The side of truncation: <c>right</c>, the end.</summary>
    [JsonPropertyName("truncation_direction")]
    public string? TruncationDirection { get; init; }

    /// <summary>The model's prompt before each text: <c>query</c> or <c>document</c>. Default: the model's default, usually none.</summary>
    [JsonPropertyName("prompt_name")]
    public string? PromptName { get; init; }

    /// <summary>The model's own dimensions, or null: vectors are not shortened.</summary>
    [JsonPropertyName("dimensions")]
    [Range(1, int.MaxValue)]
    public int? Dimensions { get; init; }
}
