using System.Text.Json;
using Lodestone.Evaluation.Files;

namespace Lodestone.Evaluation.Datasets;

/// <summary>The objects of a .jsonl file, one per line, each with a unique id.</summary>
internal static class JsonRecords
{
    public static IEnumerable<T> Read<T>(string path, Func<LineReader, JsonElement, string, T> make)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var lines = LineReader.Open(path, LineReader.JsonLines, ErrorCodes.DatasetMalformed);
        while (lines.Read() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var document = Parse(lines, line);
            var id = Text(lines, document.RootElement, "_id");
            if (string.IsNullOrEmpty(id))
                throw lines.Error("no '_id'", "an '_id' of one character or more", "Add it");
            if (!seen.Add(id))
                throw lines.Error($"the id '{id}' again", "each id once", "Rename one of the two");
            yield return make(lines, document.RootElement, id);
        }
    }

    /// <summary>The text of a property; null when it is missing or null.</summary>
    public static string? Text(LineReader lines, JsonElement record, string name)
    {
        if (Value(lines, record, name) is not { ValueKind: not JsonValueKind.Null } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw lines.Error($"a {value.ValueKind} as '{name}'", "a string", "Put it in quotes");
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException broken)
        {
            throw lines.Error($"half a surrogate pair in '{name}'", "Unicode text", "Write the character whole", broken);
        }
    }

    private static JsonElement? Value(LineReader lines, JsonElement record, string name)
    {
        try
        {
            return record.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException broken)
        {
            // A lookup of one name reads the other names too.
            throw lines.Error("half a surrogate pair in a property's name", "Unicode text", "Write the character whole", broken);
        }
    }

    private static JsonDocument Parse(LineReader lines, string line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException broken)
        {
            throw lines.Error($"malformed JSON ({broken.Message})", "one JSON object a line", "Correct the line", broken);
        }

        throw lines.Error("JSON that is not an object", "one JSON object a line", "Correct the line");
    }
}
