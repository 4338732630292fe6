namespace Lodestone.Models;

/// <summary>Finds models: a bundled one by its name, any other by the path of its folder.</summary>
/// <remarks>
/// Names are looked up in the folder that the environment variable LODESTONE_MODELS names, else in a folder <c>models</c> beside the
/// program or in a folder above it. Thread-safe.
/// </remarks>
public static class ModelCatalog
{
    /// <summary>The bi-encoder used when none is named.</summary>
    public const string DefaultBiEncoder = "bge-small-en-v1.5";

    /// <summary>The cross-encoder used when none is named.</summary>
    public const string DefaultCrossEncoder = "ms-marco-minilm-l12-v2";

    /// <summary>The environment variable that names the folder of models.</summary>
    public const string FolderVariable = "LODESTONE_MODELS";

    internal const string ChecksumFile = "SHA256SUMS";

    /// <summary>The folder of bundled models.</summary>
    /// <exception cref="ModelLoadException">There is none.</exception>
    public static string Folder => FindFolder() ?? throw new ModelLoadException(
        NoFolder(), AppContext.BaseDirectory, $"models/{ChecksumFile}", "no such folder");

    /// <summary>The names of the bundled models, in ordinal order.</summary>
    /// <exception cref="ModelLoadException">There is no folder of models.</exception>
    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateDirectories(Folder)
            .Where(f => File.Exists(Path.Combine(f, "config.json")))
            .Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal)];

    /// <summary>The folder of a model, and a short name for it in messages and results.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a folder.</exception>
    public static (string Folder, string Name) Resolve(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
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
            $"Model '{model}' is neither a bundled model nor a folder. {advice}",
            model, known.Length == 0 ? "a folder" : $"one of {string.Join(", ", known)}, or a folder", "neither");
    }

    /// <summary>Which kind of encoder a model is, by its config.json alone: a classification head makes a cross-encoder.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a model folder.</exception>
    public static ModelKind KindOf(string model) => ModelFolder.Open(model).Kind;

    /// <summary>What a model's files say of it, without loading its graph.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a model folder, or a file of it cannot be read.</exception>
    public static ModelOutline Outline(string model)
    {
        var folder = ModelFolder.Open(model);
        var width = folder.Kind == ModelKind.CrossEncoder ? folder.Labels : folder.HiddenSize * SentenceModules.Read(folder).Pooling.Count;
        var maxTokens = TokenLimit.Decide(folder, TokenizerSettings.Load(folder.FolderPath).ModelMaxLength);
        var bytes = new DirectoryInfo(folder.FolderPath).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        return new ModelOutline(folder.Name, folder.Kind, width, maxTokens, bytes);
    }

    private static string NoFolder()
    {
        var found = Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } named
            ? $"No folder of bundled models was found: no 'models/{ChecksumFile}' beside '{AppContext.BaseDirectory}' or above."
            : Directory.Exists(named) ? $"{FolderVariable} names '{named}', which holds no model."
            : $"{FolderVariable} names '{named}', which is not a folder.";
        return found + $" Set {FolderVariable} to the folder that holds them, or name a model by the path of its folder.";
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
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
