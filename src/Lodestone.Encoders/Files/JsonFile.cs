using System.Text.Json;

namespace Lodestone.Encoders.Files;

/// <summary>A small JSON file of a model folder, read with a bound on its size; a missing file reads as empty.</summary>
internal sealed class JsonFile
{
    private readonly JsonElement _root;

    private JsonFile(string path, bool exists, JsonElement root)
    {
        Path = path;
        Exists = exists;
        _root = root;
    }

    public string Path { get; }

    public bool Exists { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public JsonElement Root => _root;

    public static JsonFile Read(string folder, params string[] name)
    {
        var path = System.IO.Path.Combine([folder, .. name]);
        var file = new FileInfo(path);
        if (!file.Exists)
            return new JsonFile(path, false, default);
        try
        {
            using var document = JsonDocument.Parse(
                ModelFile.Read(path, ModelFile.MostSettingsBytes), new JsonDocumentOptions { MaxDepth = 64 });
            ValidateText(document.RootElement);
            return new JsonFile(path, true, document.RootElement.Clone());
        }
        catch (JsonException broken)
        {
            throw Unreadable(path, broken.Message, broken);
        }
    }

    /// <summary>The value at a path of property names; undefined when one of them is missing.</summary>
    public JsonElement At(params ReadOnlySpan<string> names)
    {
        var at = _root;
        foreach (var name in names)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return default;
        }

        return at;
    }

    public string? Text(params ReadOnlySpan<string> names) =>
        At(names) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public bool? Flag(params ReadOnlySpan<string> names) =>
        At(names) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null };

    /// <summary>An integer; null when it is missing, not an integer, or outside the range of int.</summary>
    public int? Number(params ReadOnlySpan<string> names) =>
        At(names) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>
    /// Reads every name and every string: JSON's grammar allows an escape for half of a surrogate pair, and any later reader of it fails,
    /// even one that only looks for a name beside it.
    /// </summary>
    /// <exception cref="JsonException">A name or a string is not Unicode text.</exception>
    public static void ValidateText(JsonElement value)
    {
        try
        {
            Visit(value);
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException($"A name or a string is not Unicode text. {half.Message}", half);
        }
    }

    private static void Visit(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    Visit(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    Visit(element);
                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
        }
    }

    private static ModelLoadException Unreadable(string path, string why, Exception? inner) => new(
        ErrorCodes.ModelFileMalformed,
        $"'{path}' cannot be read as JSON: {why}. It belongs to a Hugging Face model folder; download it again, or compare its checksum.",
        path, "a JSON file", why, inner);
}
