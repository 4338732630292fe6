using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>Texts to embed, as OpenAI has it.</summary>
internal sealed record EmbeddingsRequest
{
    [Description("A string, or a list of strings, none of them blank. Token ids are refused: they would be of another vocabulary.")]
    [JsonPropertyName("input")]
    [Accepts("a string, or a list of strings")]
    public required JsonElement Input { get; init; }

    /// <summary>The bi-encoder. Default: the server's.</summary>
    [JsonPropertyName("model")]
    [Length(1, 200)]
    public string? Model { get; init; }

    [Description("How the numbers are sent. Default: float.")]
    [JsonPropertyName("encoding_format")]
    [JsonConverter(typeof(CamelCaseEnumConverter<EncodingFormat>))]
    public EncodingFormat? EncodingFormat { get; init; }

    /// <summary>The model's own dimensions, or nothing: vectors are not shortened.</summary>
    [JsonPropertyName("dimensions")]
    [Range(1, int.MaxValue)]
    public int? Dimensions { get; init; }

    /// <summary>Who asks; not used.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    [Description("An extension: which side of a search the texts are on. Default: document.")]
    [JsonPropertyName("input_type")]
    [JsonConverter(typeof(CamelCaseEnumConverter<InputType>))]
    public InputType? InputType { get; init; }

    /// <summary>An extension: whether texts that are too long are cut, or refused. Default: true.</summary>
    [JsonPropertyName("truncate")]
    public bool? Truncate { get; init; }
}
