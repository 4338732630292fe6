using System.Text.Json.Serialization;
using Lodestone.Encoders;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compare;

/// <summary>Where the cross-encoder puts a passage, and what it says of it.</summary>
/// <param name="Rank">From 1; blank passages last.</param>
/// <param name="State">Whether it was scored, and if not, why.</param>
/// <param name="Logit">The model's raw output, unbounded; null when it was not scored.</param>
/// <param name="Probability">The logit as a probability, from 0 to 1; null when it was not scored.</param>
/// <param name="Tokens">Tokens of the pair that were read, query and special ones included; 0 when it was not scored.</param>
/// <param name="DroppedTokens">Tokens of the passage that no run has read.</param>
/// <param name="Window">The UTF-16 characters of the passage that the score is of; null when it was not scored.</param>
internal sealed record CrossEncoderPlaceResponse(
    int Rank,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<PassageState>))] PassageState State,
    float? Logit,
    double? Probability,
    int Tokens,
    int DroppedTokens,
    WindowResponse? Window)
{
    public static CrossEncoderPlaceResponse Of(CrossEncoderPlace place) => new(
        place.Rank,
        place.Score.State,
        place.Score.Logit,
        place.Score.Probability,
        place.Score.Tokens,
        place.Score.DroppedTokens,
        place.Score.Window is { } window ? new WindowResponse(window.Start, window.End) : null);
}
