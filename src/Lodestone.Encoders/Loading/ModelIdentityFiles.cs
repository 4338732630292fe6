using System.Security.Cryptography;
using System.Text;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Tokenizers;
using Lodestone.Encoders.Tokenizers.Loading;

namespace Lodestone.Encoders.Loading;

/// <summary>The files that identify a model, and their checksum.</summary>
internal static class ModelIdentityFiles
{
    private static readonly string[] Names =
    [
        "config.json", "modules.json", "sentence_bert_config.json", "config_sentence_transformers.json",
        TokenizerLoader.JsonFile, TokenizerLoader.SentencePieceFile, TokenizerLoader.WordListFile,
        TokenizerLoader.BpeVocabularyFile, TokenizerLoader.BpeMergesFile,
        TokenizerSettings.ConfigFile, TokenizerSettings.SpecialTokensFile,
    ];

    public static async Task<ModelIdentity> HashAsync(
        ModelFolder folder, string graph, bool lowercasesFirst, CancellationToken cancellationToken)
    {
        try
        {
            return new ModelIdentity(
                await ChecksumAsync(folder.FolderPath, graph, cancellationToken).ConfigureAwait(false),
                TokenizerChecksum.Compute(folder.FolderPath, lowercasesFirst));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFileUnreadable,
                $"The files of model '{folder.Name}' cannot be hashed, because one cannot be read: {error.Message} " +
                "Restore it, and load the model again.",
                folder.FolderPath, "the files the model was loaded from", error.Message, error);
        }
    }

    /// <summary>The name of the bundled model of a kind whose files have a checksum; null when there is none.</summary>
    public static async Task<string?> FindAsync(ModelKind kind, string checksum, string? modelsFolder, CancellationToken cancellationToken)
    {
        foreach (var name in ModelLocation.FindNames(modelsFolder))
        {
            try
            {
                var folder = ModelFolder.Open(ModelLocation.Resolve(name, modelsFolder).Folder);
                if (folder.Kind != kind)
                    continue;
                var (graph, _) = GraphChoice.Find(folder.FolderPath, null);
                if (await ChecksumAsync(folder.FolderPath, graph, cancellationToken).ConfigureAwait(false) == checksum)
                    return name;
            }
            catch (Exception error) when (error is ModelLoadException or IOException or UnauthorizedAccessException)
            {
                // A model whose files cannot be read has no checksum, so it is not the one that is looked for.
                continue;
            }
        }

        return null;
    }

    private static async Task<string> ChecksumAsync(string folder, string graph, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in Files(folder, graph))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
            ModelFile.Validate(path);
            var stream = File.OpenRead(path);
            await using var open = stream.ConfigureAwait(false);
            hash.AppendData(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The existing files, each with the part it plays, so that a renamed graph is the same graph.</summary>
    private static IEnumerable<(string Name, string Path)> Files(string folder, string graph)
    {
        yield return ("graph", graph);
        // Weights of 2 GB and more are beside their graph, under its name and a suffix: model.onnx_data, model.onnx.data.
        foreach (var data in Directory.EnumerateFiles(Path.GetDirectoryName(graph)!)
            .Where(f => f.StartsWith(graph + "_data", StringComparison.Ordinal) || f.StartsWith(graph + ".data", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
            yield return ("graph data", data);
        foreach (var name in Names.Where(n => File.Exists(Path.Combine(folder, n))))
            yield return (name, Path.Combine(folder, name));
        foreach (var module in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var config = Path.Combine(module, "config.json");
            if (File.Exists(config))
                yield return ($"{Path.GetFileName(module)}/config.json", config);
        }
    }
}
