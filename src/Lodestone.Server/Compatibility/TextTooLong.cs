using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility;

/// <summary>A text that does not fit a model, and that the request does not want cut.</summary>
internal static class TextTooLong
{
    public const string Kind = "input-too-long";

    public static RequestException Create(string place, int tokens, int room, string model) => new(Problem.Of(
        Kind, StatusCodes.Status413PayloadTooLarge, "A text is too long for the model", FormattableString.Invariant(
            $"'{place}' has {tokens} tokens; '{model}' has room for {room} of them. ") +
        "Shorten it, or send \"truncate\": true to have it cut.") with
    {
        Field = place,
    });
}
