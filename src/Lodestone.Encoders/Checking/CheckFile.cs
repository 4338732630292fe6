using System.Text.Json;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Checking;

/// <summary>A model's own check: a few texts and their expected outputs (docs/formats/model-check.md).</summary>
internal sealed class CheckFile
{
    public const string FileName = "lodestone.check.json";
    private readonly JsonFile _file;

    private CheckFile(JsonFile file) => _file = file;

    public string Path => _file.Path;

    public static CheckFile? Find(ModelFolder folder)
    {
        var file = JsonFile.Read(folder.FolderPath, FileName);
        return file.Exists ? new CheckFile(file) : null;
    }

    /// <summary>A bound, such as the minimum cosine.</summary>
    public double Bound(string name) =>
        _file.At(name) is { ValueKind: JsonValueKind.Number } bound ? bound.GetDouble() : throw Broken($"a number '{name}'");

    /// <summary>The scale of a cross-encoder's logits; null when the file has none.</summary>
    public LogitScale? Logits()
    {
        if (_file.At("logits").ValueKind == JsonValueKind.Undefined)
            return null;
        var scale = new LogitScale(Number(_file.At("logits"), "offset"), Number(_file.At("logits"), "scale"));
        return scale.IsUsable ? scale : throw Broken("a finite 'offset' and a 'scale' above 0 in 'logits'");
    }

    public IEnumerable<(string Text, EmbeddingRole Role, float[] Expected)> Texts() =>
        Entries("texts").Select(e => (
            Text(e, "text"),
            Property(e, "as", out _) && Text(e, "as") == "query" ? EmbeddingRole.Query : EmbeddingRole.Document,
            Numbers(e, "embedding")));

    public IEnumerable<(string Query, string Passage, double Expected)> Pairs() =>
        Entries("pairs").Select(e => (Text(e, "query"), Text(e, "passage"), Number(e, "logit")));

    private IEnumerable<JsonElement> Entries(string name) =>
        _file.At(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? list.EnumerateArray()
            : throw Broken($"a list '{name}'");

    private string Text(JsonElement entry, string name) =>
        Property(entry, name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw Broken($"a text '{name}'");

    private double Number(JsonElement entry, string name) =>
        Property(entry, name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetDouble()
            : throw Broken($"a number '{name}'");

    private float[] Numbers(JsonElement entry, string name) =>
        Property(entry, name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number ? n.GetSingle() : throw Broken("only numbers"))]
            : throw Broken($"numbers '{name}'");

    private static bool Property(JsonElement entry, string name, out JsonElement value)
    {
        value = default;
        return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out value);
    }

    private ModelLoadException Broken(string missing) => new(
        ErrorCodes.ModelFileMalformed,
        $"'{Path}' lacks {missing}, so the model cannot be checked. See docs/formats/model-check.md, or delete the file: then only " +
        "the general check runs.",
        Path, missing, "none");
}
