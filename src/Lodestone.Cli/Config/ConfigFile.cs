using System.Globalization;
using System.Text.Json;

namespace Lodestone.Cli.Config;

/// <summary>The settings of a <c>lodestone.json</c>: texts by the name of the setting, such as <c>search.top</c>.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="IsNamed">Whether the user named the file, rather than the program finding it.</param>
/// <param name="Values">Each setting's values: one, or for a list all of them.</param>
internal sealed record ConfigFile(string Path, bool IsNamed, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public const string Name = "lodestone.json";

    private const int MostBytes = 64 * 1024;
    private const int MostValues = 256;

    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 8,
    };

    /// <summary>The folder that paths in the file are relative to.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Reads the file that was named, or the first one in the folder and those above it; null without one.</summary>
    /// <param name="named">The file that the user named; null to find one.</param>
    /// <param name="folder">The folder in which to begin.</param>
    /// <exception cref="ConfigException">The file cannot be read, is too large, or is not of the form.</exception>
    public static ConfigFile? Find(string? named, string folder)
    {
        if (named is not null)
        {
            return File.Exists(named) ? Read(System.IO.Path.GetFullPath(named), isNamed: true) : throw ConfigException.Invalid(
                $"The file of --config is not there: '{named}' (full path '{System.IO.Path.GetFullPath(named)}'). Correct the path.");
        }

        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            var path = System.IO.Path.Combine(at, Name);
            if (File.Exists(path))
                return Read(path, isNamed: false);
        }

        return null;
    }

    private static ConfigFile Read(string path, bool isNamed)
    {
        try
        {
            // A length of 0 may be a pipe or a device, which never ends. The length of a link is not its target's.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            var length = file.Length;
            if (length is 0 or > MostBytes)
            {
                throw ConfigException.Invalid(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{path}' has {length} bytes; accepted are settings as JSON, of 1 to {MostBytes} bytes. Remove it, or shorten it."));
            }

            var content = File.ReadAllBytes(file.FullName).AsMemory();
            if (content.Span.StartsWith("\uFEFF"u8))
                content = content["\uFEFF"u8.Length..];
            using var json = JsonDocument.Parse(content, Reading);
            var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            Add(path, "", json.RootElement, values);
            return new ConfigFile(path, isNamed, values);
        }
        catch (JsonException malformed)
        {
            throw ConfigException.Invalid(
                $"'{path}' is not JSON of settings: {malformed.Message.Split(" Path:")[0]} Correct it, or remove it.", malformed);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ConfigException.Invalid($"'{path}' cannot be read: {refused.Message} Grant permission, or remove it.", refused);
        }
    }

    private static void Add(string path, string prefix, JsonElement json, Dictionary<string, IReadOnlyList<string>> values)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw ConfigException.Invalid(
                $"'{path}' has {json.ValueKind} where an object is accepted{(prefix.Length == 0 ? "" : $", at '{prefix[..^1]}'")}.");
        }

        foreach (var property in json.EnumerateObject())
        {
            var name = prefix + property.Name;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object when prefix.Length == 0:
                    Add(path, name + ".", property.Value, values);
                    break;
                case JsonValueKind.Array when property.Value.GetArrayLength() <= MostValues:
                    values[name] = [.. property.Value.EnumerateArray().Select(v => Text(path, name, v))];
                    break;
                default:
                    values[name] = [Text(path, name, property.Value)];
                    break;
            }
        }
    }

    private static string Text(string path, string name, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw ConfigException.Invalid(string.Create(
            CultureInfo.InvariantCulture,
            $"'{path}' has {json.ValueKind} for '{name}'; accepted: a text, a number, true or false, ") +
            string.Create(CultureInfo.InvariantCulture, $"or a list of at most {MostValues} such.")),
    };
}

/// <summary>A setting, or the file that has it, cannot be used.</summary>
/// <remarks>The code is <see cref="ErrorCodes.ConfigInvalid"/> or <see cref="ErrorCodes.ConfigNotAllowed"/>.</remarks>
internal sealed class ConfigException(string code, string message, Exception? inner = null) : LodestoneException(code, message, inner)
{
    public static ConfigException Invalid(string message, Exception? inner = null) => new(ErrorCodes.ConfigInvalid, message, inner);
}
