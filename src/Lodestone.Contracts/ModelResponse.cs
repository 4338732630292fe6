using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The models of the server.</summary>
public sealed record ModelListResponse
{
    /// <summary>The models, by name in ordinal order.</summary>
    public required IReadOnlyList<ModelResponse> Models { get; init; }
}

/// <summary>A model of the server.</summary>
public sealed record ModelResponse
{
    /// <summary>Its name in requests.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<EncoderKind>))]
    public required EncoderKind Kind { get; init; }

    /// <summary>A bi-encoder's dimensions; null for a cross-encoder.</summary>
    public required int? Dimensions { get; init; }

    /// <summary>The maximum number of tokens it reads in one input, including special tokens.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The size of its files in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether it is the default model of its kind.</summary>
    public required bool IsDefault { get; init; }
}

/// <summary>The two kinds of encoder.</summary>
public enum EncoderKind
{
    /// <summary>Turns one text into one vector.</summary>
    BiEncoder,

    /// <summary>Reads a query and a passage together and returns one score.</summary>
    CrossEncoder,
}
