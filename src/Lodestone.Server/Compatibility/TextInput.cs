using System.Text.Json;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Compatibility;

/// <summary>The texts to embed: one string, or a list of strings.</summary>
internal static class TextInput
{
    /// <exception cref="RequestException">The input has another type.</exception>
    public static IReadOnlyList<string> Read(JsonElement input, string field)
    {
        if (input.ValueKind == JsonValueKind.String)
            return [NotBlank(input.GetString()!, field)];
        if (input.ValueKind != JsonValueKind.Array)
            throw RequestShape.Mistake(field, $"'{field}' is {FieldRule.Name(input)}; accepted is a string or a list of strings.");
        var count = input.GetArrayLength();
        if (count > RequestLimits.MaxInputs)
        {
            throw RequestShape.Mistake(field, FormattableString.Invariant(
                $"'{field}' has {count} texts; at most {RequestLimits.MaxInputs} are accepted. Send them in parts."));
        }

        return [.. input.EnumerateArray().Select((text, i) => One(text, field, FormattableString.Invariant($"{field}[{i}]")))];
    }

    // The vector of an empty text would be near to some texts and far from others, without any meaning.
    private static string NotBlank(string text, string place) => BlankText.IsBlank(text)
        ? throw RequestShape.Mistake(place, $"'{place}' is blank; accepted is a text with something to embed. Leave it out.")
        : text;

    private static string One(JsonElement text, string field, string place) => text.ValueKind switch
    {
        JsonValueKind.String => NotBlank(text.GetString()!, place),
        JsonValueKind.Number or JsonValueKind.Array => throw RequestShape.Mistake(
            field,
            $"'{place}' is {FieldRule.Name(text)}, so '{field}' seems to be token ids. They would be of the client's vocabulary, and " +
            "mean something else to this model. Send the texts themselves (LangChain: check_embedding_ctx_length=False)."),
        _ => throw RequestShape.Mistake(field, $"'{place}' is {FieldRule.Name(text)}; accepted is a string."),
    };
}

/// <summary>The error for a text that does not fit a model while the request forbids truncation.</summary>
internal static class TextTooLong
{
    public static RequestException Create(string place, int tokens, int room, string model) => new(ErrorTable.Describe(
        HttpErrorCodes.InputTooLong, FormattableString.Invariant(
            $"'{place}' has {tokens} tokens; '{model}' has room for {room} of them. ") +
        "Shorten it, or send \"truncate\": true to truncate it.") with
    {
        Field = place,
    });
}
