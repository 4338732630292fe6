using Lodestone.Encoders.Catalog;
using Lodestone.Encoders.Embedding;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Reranking;
using Lodestone.Encoders.Tokenizers.Loading;

namespace Lodestone.Encoders;

/// <summary>Finds bundled models by name, and other models by the path of their folder.</summary>
/// <remarks>
/// The environment variable LODESTONE_MODELS names the folder in which names are looked up. Default: the folder <c>models</c> beside the
/// program, where the packages Lodestone.Model.* put it, or in a folder above it. <see cref="ModelPool.ModelsFolder"/> names another for
/// the models of a pool. Thread-safe.
/// </remarks>
public static class ModelCatalog
{
    /// <summary>The bi-encoder that is used by default.</summary>
    public const string DefaultBiEncoder = "bge-small-en-v1.5";

    /// <summary>The cross-encoder that is used by default.</summary>
    public const string DefaultCrossEncoder = "ms-marco-minilm-l12-v2";

    /// <summary>The cross-encoder that was distilled from <see cref="DefaultCrossEncoder"/>, with half of its layers.</summary>
    public const string DistilledCrossEncoder = "ms-marco-minilm-l6-distilled";

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
    public static (string Folder, string Name) Resolve(string model) => ModelLocation.Resolve(model, null);

    /// <summary>Names a model so that it is found from any working folder: a bundled name as it is, a folder by its full path.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <returns><paramref name="model"/> itself when it is neither.</returns>
    public static string Reference(string model) => ModelLocation.Reference(model, null);

    /// <summary>Finds the bundled model whose <see cref="ModelIdentity.Checksum"/> is known, by hashing their files.</summary>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="checksum">The checksum.</param>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <returns>The model's name; null when no bundled model has the checksum, or there is no folder of models.</returns>
    public static Task<string?> FindByChecksumAsync(ModelKind kind, string checksum, CancellationToken cancellationToken = default) =>
        Task.Run(() => ModelIdentityFiles.FindAsync(kind, checksum, null, cancellationToken), cancellationToken);

    /// <summary>Reads the kind of an encoder from its config.json alone: a model with a classification head is a cross-encoder.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException"><paramref name="model"/> is neither a bundled model nor a model folder.</exception>
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

    /// <summary>
    /// Measures the scale of a cross-encoder's logits on pairs of this library, and writes it into the model's lodestone.check.json, with
    /// the logits of a few pairs as the expected ones. The model is loaded with the general check alone.
    /// </summary>
    /// <remarks>A model that is loaded already keeps the scale that it was loaded with.</remarks>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    /// <exception cref="ModelLoadException">
    /// The folder cannot be used or written, or the model does not score answers above other passages.
    /// </exception>
    public static Task<ModelCalibration> CalibrateAsync(string model, CancellationToken cancellationToken = default) =>
        Task.Run(() => Calibration.RunAsync(model, cancellationToken), cancellationToken);
}

/// <summary>One file of the bundled models, compared with its published checksum.</summary>
/// <param name="File">The path below the folder of models, with forward slashes.</param>
/// <param name="Expected">The SHA-256 in SHA256SUMS, in lower-case hexadecimal; null for a file that it does not list.</param>
/// <param name="Found">The SHA-256 of the file on disk; null when the file is missing.</param>
public sealed record FileChecksum(string File, string? Expected, string? Found)
{
    /// <summary>Whether the file exists, is listed, and has the listed checksum.</summary>
    public bool Matches => Expected is not null && string.Equals(Expected, Found, StringComparison.OrdinalIgnoreCase);
}
