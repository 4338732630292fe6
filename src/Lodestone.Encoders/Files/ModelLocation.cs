namespace Lodestone.Encoders.Files;

/// <summary>Locates models: bundled ones in the folder of models, others by their path.</summary>
internal static class ModelLocation
{
    public const string ChecksumFile = "SHA256SUMS";

    public static string Folder => FindFolder() ?? throw new ModelLoadException(
        ErrorCodes.ModelsFolderMissing, NoFolder(), AppContext.BaseDirectory, $"models/{ChecksumFile}", "no such folder");

    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateDirectories(Folder)
            .Where(f => File.Exists(Path.Combine(f, "config.json")))
            .Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal)];

    public static (string Folder, string Name) Resolve(string model)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        var isName = model.AsSpan().IndexOfAny('/', '\\') < 0 && model is not ("." or "..");
        if (isName && FindFolder() is { } bundled && File.Exists(Path.Combine(bundled, model, "config.json")))
            return (Path.Combine(bundled, model), model);
        if (Directory.Exists(model))
        {
            var full = Path.GetFullPath(model);
            return (full, Path.GetFileName(Path.TrimEndingDirectorySeparator(full)));
        }

        string[] known = FindFolder() is null ? [] : [.. Names];
        var advice = known.Length == 0
            ? NoFolder()
            : $"Bundled: {string.Join(", ", known)}. Use one of these names, or the path of a folder that holds config.json, " +
                "tokenizer.json and an ONNX graph.";
        throw new ModelLoadException(
            ErrorCodes.ModelNotFound,
            $"Model '{model}' is neither a bundled model nor a folder. {advice}",
            model, known.Length == 0 ? "a folder" : $"one of {string.Join(", ", known)}, or a folder", "neither");
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
