using Lodestone.Encoders.Catalog;
using Lodestone.Encoders.Embedding;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Tokenizers.Loading;

namespace Lodestone.Encoders;

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

    /// <summary>The folder of bundled models.</summary>
    /// <exception cref="ModelLoadException">There is none.</exception>
    public static string Folder => ModelLocation.Folder;

    /// <summary>The names of the bundled models, in ordinal order.</summary>
    /// <exception cref="ModelLoadException">There is no folder of models.</exception>
    public static IReadOnlyList<string> Names => ModelLocation.Names;

    /// <summary>The folder of a model, and a short name for it in messages and results.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a folder.</exception>
    public static (string Folder, string Name) Resolve(string model) => ModelLocation.Resolve(model);

    /// <summary>Which kind of encoder a model is, by its config.json alone: a classification head makes a cross-encoder.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a model folder.</exception>
    public static ModelKind KindOf(string model) => ModelFolder.Open(model).Kind;

    /// <summary>What a model's files say of it, without loading its graph, so without <see cref="ModelDescription.Decisions"/>.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException">Neither a bundled model nor a model folder, or a file of it cannot be read.</exception>
    public static ModelDescription Describe(string model)
    {
        var folder = ModelFolder.Open(model);
        var width = folder.Kind == ModelKind.CrossEncoder ? folder.Labels : folder.HiddenSize * SentenceModules.Read(folder).Pooling.Count;
        var maxTokens = TokenLimit.Decide(folder, TokenizerSettings.Load(folder.FolderPath).ModelMaxLength);
        return new ModelDescription(folder.Name, folder.FolderPath, folder.Kind, folder.ModelType, width, maxTokens, folder.Bytes(), []);
    }

    /// <summary>Hashes every file of the bundled models, and compares it with SHA256SUMS.</summary>
    /// <param name="progress">Told of each file once it is hashed. Default: none.</param>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <returns>One entry a file, listed ones first in the list's order, then files that the list does not have.</returns>
    /// <exception cref="ModelLoadException">There is no folder of models, or its list cannot be read.</exception>
    public static Task<IReadOnlyList<FileChecksum>> VerifyAsync(
        IProgress<FileChecksum>? progress = null, CancellationToken cancellationToken = default) =>
        ModelChecksums.VerifyAsync(progress, cancellationToken);
}

/// <summary>One file of the bundled models, held against its published checksum.</summary>
/// <param name="File">The path below the folder of models, with forward slashes.</param>
/// <param name="Expected">The SHA-256 that SHA256SUMS gives, in lower-case hexadecimal; null for a file it does not list.</param>
/// <param name="Found">The SHA-256 of the file as it is; null when it is missing.</param>
public sealed record FileChecksum(string File, string? Expected, string? Found)
{
    /// <summary>Whether the file is there, is listed, and has the listed checksum.</summary>
    public bool Matches => Expected is not null && string.Equals(Expected, Found, StringComparison.OrdinalIgnoreCase);
}
