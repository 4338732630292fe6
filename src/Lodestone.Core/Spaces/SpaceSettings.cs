using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.Encoders;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>What a vector space is of: the model, and how passages are cut for it, as the store keeps it.</summary>
internal static partial class SpaceSettings
{
    public static async Task<VectorSpaceDefinition> OfAsync(
        string model, BiEncoder biEncoder, PassageOptions? passages, CancellationToken cancellationToken)
    {
        var identity = await biEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        // Ids that begin with a prompt are of no use to a cross-encoder.
        var shared = biEncoder.Tokenize("", EmbeddingRole.Document).Length == 0 ? identity.TokenizerChecksum : "-";
        var settings = Write(passages ?? new PassageOptions(), shared);
        return new VectorSpaceDefinition(Reference(model), identity.Checksum, biEncoder.Dimensions, settings);
    }

    /// <summary>A bundled name as it is; a folder by its full path, so that it is found from elsewhere.</summary>
    public static string Reference(string model) =>
        model.Contains(Path.DirectorySeparatorChar) || model.Contains(Path.AltDirectorySeparatorChar) || model is "." or ".."
            ? Path.GetFullPath(model)
            : model;

    /// <exception cref="StoreException">The settings are of a version that is not known.</exception>
    public static PassageOptions Passages(VectorSpaceDefinition space, string path)
    {
        var match = Match(space, path);
        return new PassageOptions { MaxTokens = Number(1), WholeTokens = Number(2), OverlapTokens = Number(3) };

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>The checksum of the tokenizer whose ids are stored; null if no other encoder could read them.</summary>
    /// <exception cref="StoreException">The settings are of a version that is not known.</exception>
    public static string? Tokenizer(VectorSpaceDefinition space, string path) =>
        Match(space, path).Groups[4].Value is var tokenizer && tokenizer == "-" ? null : tokenizer;

    private static string Write(PassageOptions options, string tokenizer) => string.Create(
        CultureInfo.InvariantCulture,
        $"passages-1 max={options.MaxTokens} whole={options.WholeTokens} overlap={options.OverlapTokens} tokenizer={tokenizer}");

    private static Match Match(VectorSpaceDefinition space, string path)
    {
        var match = Form().Match(space.Settings);
        return match.Success
            ? match
            : throw new StoreException(
                StoreFailure.UnknownVersion,
                $"The collection in '{path}' cuts passages by '{space.Settings}', which this version does not know. " +
                "Open it with a newer one.",
                path, "passages-1 max=N whole=N overlap=N tokenizer=C", space.Settings);
    }

    [GeneratedRegex(@"^passages-1 max=(\d{1,9}) whole=(\d{1,9}) overlap=(\d{1,9}) tokenizer=(\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
