using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.Caching;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>An open vector space: its indexes, its encoder, and its caches of queries and filters.</summary>
internal sealed class VectorSpace(StoredSpace stored, SpaceIndexes indexes, SpaceEncoder encoder, SpaceOptions options, string path)
    : IDisposable
{
    private const long FilterBytes = 32 << 20;

    public StoredSpace Stored => stored;

    public SpaceIndexes Indexes => indexes;

    public SpaceEncoder Encoder => encoder;

    /// <summary>The checksum of the tokenizer of the stored ids; null if no other encoder can read them.</summary>
    public string? Tokenizer { get; } = SpaceSettings.Tokenizer(stored.Space, path);

    /// <summary>The cache of query vectors.</summary>
    public ByteCache<string, float[]> Queries { get; } = new(options.QueryCacheBytes);

    /// <summary>The cache of the passages that a filter matches, and of its unknown fields, by sequence.</summary>
    public ByteCache<(string Filter, long Sequence), (KeySet Keys, IReadOnlyList<string> UnknownFields)> Filters { get; } =
        new(FilterBytes);

    public void Dispose()
    {
        indexes.Dispose();
        Queries.Dispose();
        Filters.Dispose();
    }
}

/// <summary>The options of a collection that concern its vector space.</summary>
internal sealed record SpaceOptions
{
    /// <summary>The requested bi-encoder; null for the one the space was made with.</summary>
    public required string? BiEncoder { get; init; }

    /// <summary>Whether the bi-encoder begins to load while the indexes are opened.</summary>
    public required bool PreloadBiEncoder { get; init; }

    public required PassageOptions? Passages { get; init; }

    public required KeywordOptions Keywords { get; init; }

    /// <summary>The number of vectors up to which the index stays flat.</summary>
    public required int ExactUpTo { get; init; }

    public required bool RebuildIndexes { get; init; }

    public required long QueryCacheBytes { get; init; }
}

/// <summary>The bi-encoder of a vector space, loaded when first needed, and refused if it did not make the vectors.</summary>
internal sealed class SpaceEncoder(ModelPool encoders, string model, VectorSpaceDefinition space)
{
    private volatile BiEncoder? _verified;

    /// <summary>The bundled name or the folder of the model.</summary>
    public string Model => model;

    /// <summary>Begins to load the bi-encoder. If loading fails, the first caller that needs it retries and gets the error.</summary>
    public void Begin() => _ = BeginAsync();

    public async Task<BiEncoder> GetAsync(CancellationToken cancellationToken)
    {
        if (_verified is { } verified)
            return verified;
        var biEncoder = await encoders.BiEncoderAsync(model, cancellationToken).ConfigureAwait(false);
        var identity = await biEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (identity.Checksum != space.Checksum)
        {
            throw new ModelLoadException(
                ErrorCodes.CollectionModelDiffers,
                $"The collection was indexed with '{space.Model}' ({space.Dimensions} dimensions, checksum {Short(space.Checksum)}); " +
                $"'{model}' ({biEncoder.Dimensions} dimensions, checksum {Short(identity.Checksum)}) gives other vectors. " +
                "Open it with the original model, or embed its documents again with the other one.",
                biEncoder.Description.Folder, $"checksum {space.Checksum}", $"checksum {identity.Checksum}");
        }

        return _verified = biEncoder;
    }

    private async Task BeginAsync() =>
        await ((Task)GetAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Short(string checksum) => checksum[..Math.Min(12, checksum.Length)];
}

/// <summary>The settings of a vector space, as stored: the model, and the sizes of passages.</summary>
internal static partial class SpaceSettings
{
    public static async Task<VectorSpaceDefinition> OfAsync(
        string model, BiEncoder biEncoder, PassageOptions? passages, CancellationToken cancellationToken)
    {
        var identity = await biEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        // Ids that begin with a prompt are useless to a cross-encoder.
        var shared = biEncoder.Tokenize("", EmbeddingRole.Document).Length == 0 ? identity.TokenizerChecksum : "-";
        var settings = Write(passages ?? new PassageOptions(), shared);
        return new VectorSpaceDefinition(Reference(model), identity.Checksum, biEncoder.Dimensions, settings);
    }

    /// <summary>A bundled name unchanged; a folder as its full path, so that any process finds it.</summary>
    public static string Reference(string model) =>
        model.Contains(Path.DirectorySeparatorChar) || model.Contains(Path.AltDirectorySeparatorChar) || model is "." or ".."
            ? Path.GetFullPath(model)
            : model;

    /// <exception cref="StoreException">The settings have an unknown version.</exception>
    public static PassageOptions Passages(VectorSpaceDefinition space, string path)
    {
        var match = Match(space, path);
        return new PassageOptions { MaxTokens = Number(1), WholeTokens = Number(2), OverlapTokens = Number(3) };

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>The checksum of the tokenizer of the stored ids; null if no other encoder can read them.</summary>
    /// <exception cref="StoreException">The settings have an unknown version.</exception>
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
                ErrorCodes.StoreVersionUnknown,
                $"The collection in '{path}' cuts passages by '{space.Settings}', which this version does not know. " +
                "Open it with a newer one.",
                path, "passages-1 max=N whole=N overlap=N tokenizer=C", space.Settings);
    }

    [GeneratedRegex(@"^passages-1 max=(\d{1,9}) whole=(\d{1,9}) overlap=(\d{1,9}) tokenizer=(\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
