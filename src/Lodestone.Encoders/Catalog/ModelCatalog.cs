using Lodestone.Encoders.Embedding;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Tokenizers.Loading;

namespace Lodestone.Encoders;

/// <summary>Finds bundled models by name, and other models by the path of their folder.</summary>
/// <remarks>
/// The environment variable LODESTONE_MODELS names the folder in which names are looked up. Default: the folder <c>models</c> beside the
/// program or in a folder above it. Thread-safe.
/// </remarks>
public static class ModelCatalog
{
    /// <summary>The bi-encoder that is used by default.</summary>
    public const string DefaultBiEncoder = "bge-small-en-v1.5";

    /// <summary>The cross-encoder that is used by default.</summary>
    public const string DefaultCrossEncoder = "ms-marco-minilm-l12-v2";

    /// <summary>The environment variable that names the folder of models.</summary>
    public const string FolderVariable = "LODESTONE_MODELS";

    /// <summary>The folder of bundled models.</summary>
    /// <exception cref="ModelLoadException">The folder does not exist.</exception>
    public static string Folder => ModelLocation.Folder;

    /// <summary>The names of the bundled models, in ordinal order.</summary>
    /// <exception cref="ModelLoadException">The folder of models does not exist.</exception>
    public static IReadOnlyList<string> Names => ModelLocation.Names;

    /// <summary>Finds the folder of a model, and its short name for messages and results.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException"><paramref name="model"/> is neither a bundled model nor a folder.</exception>
    public static (string Folder, string Name) Resolve(string model) => ModelLocation.Resolve(model);

    /// <summary>Reads the kind of an encoder from its config.json alone: a model with a classification head is a cross-encoder.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException"><paramref name="model"/> is neither a bundled model nor a model folder.</exception>
    public static ModelKind KindOf(string model) => ModelFolder.Open(model).Kind;

    /// <summary>Reads a summary of a model from its files, without loading its graph.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">
    /// <paramref name="model"/> is neither a bundled model nor a model folder, or a file cannot be read.
    /// </exception>
    public static ModelOutline Outline(string model)
    {
        var folder = ModelFolder.Open(model);
        var width = folder.Kind == ModelKind.CrossEncoder ? folder.Labels : folder.HiddenSize * SentenceModules.Read(folder).Pooling.Count;
        var maxTokens = TokenLimit.Decide(folder, TokenizerSettings.Load(folder.FolderPath).ModelMaxLength);
        var bytes = new DirectoryInfo(folder.FolderPath).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        return new ModelOutline(folder.Name, folder.Kind, width, maxTokens, bytes);
    }
}
