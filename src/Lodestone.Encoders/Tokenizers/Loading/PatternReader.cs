using System.Text.Json;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>Reads a pattern: <c>{"String": "x"}</c> or <c>{"Regex": "x"}</c>.</summary>
internal static class PatternReader
{
    public static TextPattern Read(string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            return TextPattern.Literal(element.GetString() ?? "");
        if (element.Text("String") is { } literal)
            return TextPattern.Literal(literal);
        var expression = element.Text("Regex") ?? throw TokenizerErrors.Damaged(path, "a pattern of no kind", "String or Regex there");
        TokenizerBounds.Validate(path, expression.Length, TokenizerBounds.Pattern, "characters in a pattern");
        try
        {
            return TextPattern.Expression(expression);
        }
        catch (ArgumentException)
        {
            throw TokenizerErrors.Unknown(path, "pattern", expression, "the regular expressions of .NET");
        }
    }
}
