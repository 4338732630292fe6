using System.Text.Json;

namespace Lodestone.Encoders.Tokenizers.Loading;

internal static class JsonElementExtensions
{
    /// <summary>A boolean property; null when it is missing or null.</summary>
    public static bool? Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;

    /// <summary>A text property; null when it is missing or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    /// <summary>
    /// The component's type; null when the element is missing or null, which means that the tokenizer has no such component.
    /// </summary>
    public static string? ComponentType(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : element.GetProperty("type").GetString();
}
