using System.Globalization;
using System.Text.Json;
using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>What a bundled model's files say of it, without loading it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Dimensions">Numbers of an embedding; null for a cross-encoder, or when no file says.</param>
/// <param name="Labels">Scores of a pair; null for a bi-encoder.</param>
/// <param name="MaxTokens">Tokens it reads at once; null when no file says.</param>
/// <param name="Bytes">The size of its folder.</param>
/// <param name="IsDefault">Whether it is used when none is named.</param>
internal sealed record ModelSummary(string Name, ModelKind Kind, int? Dimensions, int? Labels, int? MaxTokens, long Bytes, bool IsDefault)
{
    public static ModelSummary Read(string name)
    {
        var (folder, _) = ModelCatalog.Resolve(name);
        var kind = ModelCatalog.KindOf(name);
        var limits = new[]
        {
            Number(folder, "sentence_bert_config.json", "max_seq_length"),
            Number(folder, "tokenizer_config.json", "model_max_length"),
            Number(folder, "config.json", "max_position_embeddings"),
        };
        return new ModelSummary(
            name,
            kind,
            kind == ModelKind.BiEncoder ? Number(folder, "config.json", "hidden_size") ?? Number(folder, "config.json", "dim") : null,
            kind == ModelKind.CrossEncoder ? LabelCount(folder) : null,
            limits.Min(),
            new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length),
            name is ModelCatalog.DefaultBiEncoder or ModelCatalog.DefaultCrossEncoder);
    }

    public string Width => (Dimensions, Labels) switch
    {
        ({ } dimensions, _) => Figures.Count(dimensions, "dimension"),
        (_, { } labels) => Figures.Count(labels, "label"),
        _ => Figures.None,
    };

    public string Tokens => MaxTokens?.ToString(CultureInfo.InvariantCulture) ?? Figures.None;

    private static int? Number(string folder, string file, string name) =>
        Value(folder, file, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static int LabelCount(string folder) =>
        Value(folder, "config.json", "id2label") is { ValueKind: JsonValueKind.Object } labels ? labels.EnumerateObject().Count() : 2;

    private static JsonElement? Value(string folder, string file, string name)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new ModelLoadException(
                $"'{path}' cannot be read as JSON: {broken.Message} Compare checksums with `lodestone models verify`.",
                path, "JSON", null, broken);
        }
    }
}
