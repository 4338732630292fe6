namespace Lodestone.Encoders.Files;

/// <summary>Locates models: bundled ones in the folder of models, others by their path.</summary>
internal static class ModelLocation
{
    public const string ChecksumFile = "SHA256SUMS";

    public static string Folder => FindFolder() ?? throw new ModelLoadException(
        ErrorCodes.ModelsFolderMissing, NoFolder(), AppContext.BaseDirectory, $"models/{ChecksumFile}", "no such folder");

    public static IReadOnlyList<string> Names => NamesIn(Folder);

    /// <summary>The bundled models; none without a folder of models.</summary>
    public static IReadOnlyList<string> FindNames() => FindFolder() is { } folder ? NamesIn(folder) : [];

    public static string Reference(string model)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        return !IsBundled(model, out _) && Directory.Exists(model)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))
            : model;
    }

    public static (string Folder, string Name) Resolve(string model)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        if (IsBundled(model, out var bundled))
            return (bundled, model);
        if (Directory.Exists(model))
        {
            var full = Path.GetFullPath(model);
            return (full, Path.GetFileName(Path.TrimEndingDirectorySeparator(full)));
        }

        string[] known = [.. FindNames()];
        var advice = known.Length == 0
            ? NoFolder()
            : $"Bundled: {string.Join(", ", known)}. Use one of these names, or the path of a folder that holds config.json, " +
                "tokenizer.json and an ONNX graph.";
        throw new ModelLoadException(
            ErrorCodes.ModelNotFound,
            $"Model '{model}' is neither a bundled model nor a folder. {advice}",
            model, known.Length == 0 ? "a folder" : $"one of {string.Join(", ", known)}, or a folder", "neither");
    }

    private static string[] NamesIn(string folder) =>
        [.. Directory.EnumerateDirectories(folder)
            .Where(f => File.Exists(Path.Combine(f, "config.json")))
            .Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal)];

    private static bool IsBundled(string model, out string folder)
    {
        var isName = model.AsSpan().IndexOfAny('/', '\\') < 0 && model is not ("." or "..");
        folder = isName && FindFolder() is { } bundled ? Path.Combine(bundled, model) : "";
        return folder.Length > 0 && File.Exists(Path.Combine(folder, "config.json"));
    }

    private static string NoFolder()
    {
        var found = Environment.GetEnvironmentVariable(ModelCatalog.FolderVariable) is not { Length: > 0 } named
            ? $"No folder of bundled models was found: no 'models/{ChecksumFile}' beside '{AppContext.BaseDirectory}' or above."
            : Directory.Exists(named) ? $"{ModelCatalog.FolderVariable} names '{named}', which holds no model."
            : $"{ModelCatalog.FolderVariable} names '{named}', which is not a folder.";
        return found + $" Set {ModelCatalog.FolderVariable} to the folder that holds them, or name a model by the path of its folder.";
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(ModelCatalog.FolderVariable) is { Length: > 0 } named)
            return Directory.Exists(named) ? Path.GetFullPath(named) : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "models");
            if (File.Exists(Path.Combine(folder, ChecksumFile)))
                return folder;
        }

        return null;
    }
}
