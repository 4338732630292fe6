using System.Collections.Frozen;

namespace Lodestone.Encoders.Files;

/// <summary>Locates models: bundled ones in the folder of models, others by their path.</summary>
internal static class ModelLocation
{
    public const string ChecksumFile = "SHA256SUMS";

    private static readonly FrozenDictionary<string, string> Packages = new Dictionary<string, string>
    {
        ["all-minilm-l6-v2"] = "Lodestone.Model.AllMiniLmL6",
        [ModelCatalog.DefaultBiEncoder] = "Lodestone.Model.BgeSmallEn",
        [ModelCatalog.DefaultCrossEncoder] = "Lodestone.Model.MsMarcoMiniLm",
        [ModelCatalog.DistilledCrossEncoder] = "Lodestone.Model.MsMarcoMiniLmDistilled",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Folder => FindFolder(null) ?? throw NoFolder(null, AppContext.BaseDirectory, "");

    public static IReadOnlyList<string> Names => NamesIn(Folder);

    /// <summary>The bundled models of a folder; none without a folder of models.</summary>
    public static IReadOnlyList<string> FindNames(string? modelsFolder) => FindFolder(modelsFolder) is { } folder ? NamesIn(folder) : [];

    public static bool IsBundled(string model, string? modelsFolder) => FindBundled(model, FindFolder(modelsFolder)) is not null;

    public static string Reference(string model, string? modelsFolder)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        return FindBundled(model, FindFolder(modelsFolder)) is null && Directory.Exists(model)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))
            : model;
    }

    /// <summary>The folder and the name of a model.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <param name="modelsFolder">The folder in which a name is looked up; null for the process's.</param>
    public static (string Folder, string Name) Resolve(string model, string? modelsFolder)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        var folder = FindFolder(modelsFolder);
        if (FindBundled(model, folder) is { } bundled)
            return (bundled, model);
        if (Directory.Exists(model))
        {
            var full = Path.GetFullPath(model);
            return (full, Path.GetFileName(Path.TrimEndingDirectorySeparator(full)));
        }

        var asked = $"Model '{model}' is neither a bundled model nor a folder. ";
        string[] known = folder is null ? [] : [.. NamesIn(folder)];
        if (known.Length == 0)
            throw NoFolder(modelsFolder, model, asked);
        var package = Packages.TryGetValue(model, out var id) ? $"The package {id} has '{model}'. " : "";
        throw new ModelLoadException(
            ErrorCodes.ModelNotFound,
            $"{asked}Bundled: {string.Join(", ", known)}. {package}Use one of these names, or the path of a folder that holds " +
            "config.json, tokenizer.json and an ONNX graph.",
            model, $"one of {string.Join(", ", known)}, or a folder", "neither");
    }

    private static IReadOnlyList<string> NamesIn(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Where(IsModel).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string? FindBundled(string model, string? folder)
    {
        var isName = model.AsSpan().IndexOfAny('/', '\\') < 0 && model is not ("." or "..");
        return isName && folder is not null && IsModel(Path.Combine(folder, model)) ? Path.Combine(folder, model) : null;
    }

    private static ModelLoadException NoFolder(string? modelsFolder, string path, string asked)
    {
        var named = modelsFolder ?? Environment.GetEnvironmentVariable(ModelCatalog.FolderVariable);
        var namer = modelsFolder is null ? ModelCatalog.FolderVariable : "The option ModelsFolder";
        var found = string.IsNullOrEmpty(named)
            ? $"No folder of bundled models was found: no 'models' with models in it beside '{AppContext.BaseDirectory}', and no " +
                $"'models/{ChecksumFile}' above."
            : Directory.Exists(named) ? $"{namer} names '{named}', which holds no model."
            : $"{namer} names '{named}', which is not a folder.";
        return new ModelLoadException(
            ErrorCodes.ModelsFolderMissing,
            $"{asked}{found} Reference the packages that have the models " +
            $"({string.Join(", ", Packages.Values.Order(StringComparer.Ordinal))}), set {ModelCatalog.FolderVariable} or the option " +
            "ModelsFolder to the folder that holds them, or name a model by the path of its folder.",
            path, "a folder that holds models", string.IsNullOrEmpty(named) ? "no such folder" : named);
    }

    private static string? FindFolder(string? modelsFolder)
    {
        if ((modelsFolder ?? Environment.GetEnvironmentVariable(ModelCatalog.FolderVariable)) is { Length: > 0 } named)
            return Directory.Exists(named) ? Path.GetFullPath(named) : null;
        // Beside the program any models count; a folder above it has to be known for one of ours.
        var beside = Path.Combine(AppContext.BaseDirectory, "models");
        if (Directory.Exists(beside) && Directory.EnumerateDirectories(beside).Any(IsModel))
            return beside;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "models");
            if (File.Exists(Path.Combine(folder, ChecksumFile)))
                return folder;
        }

        return null;
    }

    private static bool IsModel(string folder) => File.Exists(Path.Combine(folder, "config.json"));
}
