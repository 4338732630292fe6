using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The models that the server has.</summary>
public sealed record ModelListResponse
{
    /// <summary>By name, in ordinal order.</summary>
    public required IReadOnlyList<ModelResponse> Models { get; init; }
}

/// <summary>A model that the server has.</summary>
public sealed record ModelResponse
{
    /// <summary>Its name in requests.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    [JsonConverter(typeof(CamelCaseEnumConverter<EncoderKind>))]
    public required EncoderKind Kind { get; init; }

    /// <summary>A bi-encoder's dimensions; null for a cross-encoder.</summary>
    public required int? Dimensions { get; init; }

    /// <summary>How many tokens it reads at once, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The size of its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether it is used when none is named.</summary>
    public required bool IsDefault { get; init; }
}

/// <summary>The two kinds of encoder.</summary>
public enum EncoderKind
{
    /// <summary>Turns one text into one vector.</summary>
    BiEncoder,

    /// <summary>Reads a query and a passage together and gives one score.</summary>
    CrossEncoder,
}
