using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.OpenAi;

/// <summary>Texts to embed, in the shape of OpenAI's API.</summary>
public sealed record EmbeddingsRequest
{
    /// <summary>A string, or a list of strings, none of them blank. Token ids are refused: they would be of another vocabulary.</summary>
    [Description("A string, or a list of strings, none of them blank. Token ids are refused: they would be of another vocabulary.")]
    [JsonPropertyName("input")]
    [Accepts("a string, or a list of strings")]
    public required JsonElement Input { get; init; }

    /// <summary>The bi-encoder. Default: the server's.</summary>
    [JsonPropertyName("model")]
    [Length(1, 200)]
    public string? Model { get; init; }

    /// <summary>The encoding of the numbers. Default: float.</summary>
    [Description("The encoding of the numbers. Default: float.")]
    [JsonPropertyName("encoding_format")]
    [JsonConverter(typeof(CamelCaseEnumConverter<EncodingFormat>))]
    public EncodingFormat? EncodingFormat { get; init; }

    /// <summary>The model's own dimensions, or null: vectors are not shortened.</summary>
    [JsonPropertyName("dimensions")]
    [Range(1, int.MaxValue)]
    public int? Dimensions { get; init; }

    /// <summary>The user's name; ignored.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>An extension: the role of the texts in a search. Default: document.</summary>
    [Description("An extension: the role of the texts in a search. Default: document.")]
    [JsonPropertyName("input_type")]
    [JsonConverter(typeof(CamelCaseEnumConverter<InputType>))]
    public InputType? InputType { get; init; }

    /// <summary>An extension: whether texts that are too long are truncated or refused. Default: true.</summary>
    [JsonPropertyName("truncate")]
    public bool? Truncate { get; init; }
}

/// <summary>The encoding of an embedding's numbers.</summary>
public enum EncodingFormat
{
    /// <summary>As JSON numbers.</summary>
    Float,

    /// <summary>As 32-bit floats, little-endian, in base64.</summary>
    Base64,
}

/// <summary>The role of texts in a search.</summary>
public enum InputType
{
    /// <summary>Texts that searches find.</summary>
    Document,

    /// <summary>Texts that search.</summary>
    Query,
}
