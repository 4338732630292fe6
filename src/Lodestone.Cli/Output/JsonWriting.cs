using System.Text.Json;
using Lodestone.Encoders;

namespace Lodestone.Cli.Output;

/// <summary>Values that several commands write, in one form.</summary>
internal static class JsonWriting
{
    public static void Number(this Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void Count(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void Milliseconds(this Utf8JsonWriter json, string name, TimeSpan value) =>
        json.WriteNumber(name, Math.Round(value.TotalMilliseconds, 3));

    /// <summary>Writes a cross-encoder's scores of a passage.</summary>
    public static void Score(this Utf8JsonWriter json, RerankScore score)
    {
        json.WriteString("state", State(score.State));
        json.Number("logit", score.Logit);
        json.Number("probability", score.Probability);
        json.WriteNumber("tokens", score.Tokens);
        json.WriteNumber("droppedTokens", score.DroppedTokens);
        if (score.Window is not { } window)
        {
            json.WriteNull("window");
            return;
        }

        json.WriteStartObject("window");
        json.WriteNumber("start", window.Start);
        json.WriteNumber("end", window.End);
        json.WriteEndObject();
    }

    public static string Kind(ModelKind kind) => kind == ModelKind.BiEncoder ? "bi-encoder" : "cross-encoder";

    private static string State(PassageState state) => state switch
    {
        PassageState.Scored => "scored",
        PassageState.Blank => "blank",
        _ => "notScored",
    };
}
