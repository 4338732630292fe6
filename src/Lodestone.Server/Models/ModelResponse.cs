using System.Text.Json.Serialization;
using Lodestone.Encoders;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Models;

/// <summary>A model that the server has.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Dimensions">A bi-encoder's dimensions; null for a cross-encoder.</param>
/// <param name="MaxTokens">How many tokens it reads at once, special tokens included.</param>
/// <param name="Bytes">The size of its files.</param>
/// <param name="IsDefault">Whether it is used when none is named.</param>
internal sealed record ModelResponse(
    string Name,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ModelKind>))] ModelKind Kind,
    int? Dimensions,
    int MaxTokens,
    long Bytes,
    bool IsDefault);
