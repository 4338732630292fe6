using System.Text.Json;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Embedding;

/// <summary>The steps after the graph, from modules.json and the pooling configuration.</summary>
internal sealed record SentenceModules(IReadOnlyList<PoolingMode> Pooling, bool Normalize)
{
    // Sentence Transformers concatenates in this order when several are enabled.
    private static readonly (string Flag, string Name, PoolingMode Mode)[] Flags =
    [
        ("pooling_mode_cls_token", "cls", PoolingMode.Cls),
        ("pooling_mode_max_tokens", "max", PoolingMode.Max),
        ("pooling_mode_mean_tokens", "mean", PoolingMode.Mean),
        ("pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens", PoolingMode.MeanSqrtLen),
        ("pooling_mode_weightedmean_tokens", "weightedmean", PoolingMode.WeightedMean),
        ("pooling_mode_lasttoken", "lasttoken", PoolingMode.LastToken),
    ];

    public static SentenceModules Read(ModelFolder folder)
    {
        var modules = JsonFile.Read(folder.FolderPath, "modules.json");
        if (!modules.Exists)
        {
            folder.Note("pooling", "Mean", "no modules.json; mean is the default");
            folder.Note("normalise", "no", "no modules.json");
            return new SentenceModules([PoolingMode.Mean], false);
        }

        IReadOnlyList<PoolingMode> pooling = [PoolingMode.Mean];
        var normalize = false;
        foreach (var module in Entries(modules))
        {
            var type = Property(module, "type").Split('.')[^1];
            switch (type)
            {
                case "Transformer":
                    break;
                case "Pooling":
                    pooling = ReadPooling(folder, Property(module, "path"));
                    break;
                case "Normalize":
                    normalize = true;
                    break;
                default:
                    throw new ModelLoadException(
                        ErrorCodes.ModelUnsupported,
                        $"Model '{folder.Name}' has a module '{type}' (modules.json), which is not supported; its vectors would be " +
                        "wrong without it. Accepted: Transformer, Pooling, Normalize. Export the whole model to ONNX with an output " +
                        "'sentence_embedding' and leave only Transformer in modules.json.",
                        modules.Path, "Transformer, Pooling, Normalize", type);
            }
        }

        folder.Note("normalise", normalize ? "yes" : "no", normalize ? "modules.json has Normalize" : "modules.json has no Normalize");
        return new SentenceModules(pooling, normalize);
    }

    private static IEnumerable<JsonElement> Entries(JsonFile modules) =>
        modules.Root.ValueKind == JsonValueKind.Array
            ? modules.Root.EnumerateArray()
            : throw new ModelLoadException(
                ErrorCodes.ModelFileMalformed,
                $"'{modules.Path}' is not a list of modules. Take the one published with the model.", modules.Path, "a JSON array", "none");

    private static string Property(JsonElement module, string name) =>
        module.ValueKind == JsonValueKind.Object && module.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static IReadOnlyList<PoolingMode> ReadPooling(ModelFolder folder, string path)
    {
        if (Path.IsPathRooted(path) || path.Split('/', '\\').Contains(".."))
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFileMalformed,
                $"Model '{folder.Name}': modules.json names the path '{path}', which leaves the model folder. " +
                "Accepted are paths inside it.",
                Path.Combine(folder.FolderPath, "modules.json"), "a path inside the folder", path);
        }

        var file = JsonFile.Read(folder.FolderPath, path, "config.json");
        if (file.Flag("include_prompt") == false)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelUnsupported,
                $"Model '{folder.Name}' leaves its prompt out of the pooling ({path}/config.json's include_prompt is false), which is " +
                "not supported; its vectors would be wrong. Use a model whose prompt is pooled with the text.",
                file.Path, "include_prompt true", "false");
        }

        var mode = file.Text("pooling_mode");
        PoolingMode[] modes = [.. Flags.Where(f => mode is null ? file.Flag(f.Flag) == true : f.Name == mode).Select(f => f.Mode)];
        if (modes.Length == 0)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelUnsupported,
                $"'{file.Path}' switches no known pooling on. Accepted: {string.Join(", ", Flags.Select(f => f.Flag))}, one of them true.",
                file.Path, "a pooling mode", mode ?? "none");
        }

        folder.Note("pooling", string.Join(" + ", modes), $"{path}/config.json");
        return modes;
    }
}
