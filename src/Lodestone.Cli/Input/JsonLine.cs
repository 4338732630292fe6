using System.Text.Json;

namespace Lodestone.Cli.Input;

/// <summary>One line of JSON Lines: an object with <c>text</c> and optional <c>id</c>; other properties are ignored.</summary>
internal static class JsonLine
{
    public static InputText Parse(ReadOnlyMemory<byte> line, LineSplitter lines)
    {
        lines.Decode(line.Span);
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement, lines);
        }
        catch (JsonException invalid)
        {
            throw lines.Mistake(
                $"is not valid JSON: {Reason(invalid)} Expected is one object a line, such as {{\"id\": \"7\", \"text\": \"...\"}}; for " +
                "plain text that starts with a brace use --format lines.");
        }
        catch (InvalidOperationException invalid)
        {
            // An escaped half of a surrogate pair: valid JSON, but not text.
            throw lines.Mistake($"has a string that is not valid Unicode: {invalid.Message}");
        }
    }

    private static InputText Read(JsonElement root, LineSplitter lines)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw lines.Mistake($"is {Name(root.ValueKind)}, not an object with `text`. Give one object a line, or use --format lines.");
        if (!root.TryGetProperty("text", out var text))
        {
            var names = string.Join(", ", root.EnumerateObject().Select(p => p.Name));
            throw lines.Mistake($"has no `text`: found {(names.Length == 0 ? "an empty object" : names)}. Put the text into `text`.");
        }

        if (text.ValueKind != JsonValueKind.String)
            throw lines.Mistake($"has {Name(text.ValueKind)} as `text`; accepted is a string.");
        return new InputText(text.GetString()!, Id(root, lines));
    }

    private static string? Id(JsonElement root, LineSplitter lines)
    {
        if (!root.TryGetProperty("id", out var id))
            return null;
        return id.ValueKind switch
        {
            JsonValueKind.String => id.GetString(),
            JsonValueKind.Number => id.GetRawText(),
            JsonValueKind.Null => null,
            var other => throw lines.Mistake($"has {Name(other)} as `id`; accepted are a string and a number."),
        };
    }

    /// <summary>Removes the parser's line number, which counts within the line and would contradict ours.</summary>
    private static string Reason(JsonException invalid)
    {
        var at = invalid.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = at < 0 ? invalid.Message : invalid.Message[..at];
        return invalid.BytePositionInLine is { } position ? FormattableString.Invariant($"{reason} (at byte {position + 1})") : reason;
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
