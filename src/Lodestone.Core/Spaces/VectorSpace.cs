using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.Caching;
using Lodestone.Chunking;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Storage;
using Microsoft.Extensions.AI;

namespace Lodestone.Spaces;

/// <summary>An open vector space: its indexes, its encoder, and its caches of queries and filters.</summary>
internal sealed class VectorSpace(StoredSpace stored, SpaceIndexes indexes, SpaceEncoder encoder, SpaceOptions options, string path)
    : IDisposable
{
    private const long FilterBytes = 32 << 20;

    private volatile StoredSpace _stored = stored;

    /// <summary>The space as stored, with the place where its model was found last.</summary>
    public StoredSpace Stored => _stored;

    public SpaceIndexes Indexes => indexes;

    public SpaceEncoder Encoder => encoder;

    /// <summary>The application's chunker; null for our own.</summary>
    public IChunker? Chunker => options.Chunker;

    /// <summary>The checksum of the tokenizer of the stored ids; null if no other encoder can read them.</summary>
    public string? Tokenizer { get; } = SpaceSettings.Tokenizer(stored.Space, path);

    /// <summary>The cache of query vectors.</summary>
    public ByteCache<string, float[]> Queries { get; } = new(options.QueryCacheBytes);

    /// <summary>The cache of the passages that a filter matches, and of its unknown fields, by sequence.</summary>
    public ByteCache<(string Filter, long Sequence), (KeySet Keys, IReadOnlyList<string> UnknownFields)> Filters { get; } =
        new(FilterBytes);

    /// <summary>Takes another place of the space's model over.</summary>
    public void Repoint(string model)
    {
        _stored = _stored with { Space = _stored.Space with { Model = model } };
        encoder.Repoint(model);
    }

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

    /// <summary>The application's embedder; null for one of our bi-encoders.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; init; }

    /// <summary>How the embedder is called.</summary>
    public EmbedderOptions EmbedderOptions { get; init; } = new();

    /// <summary>Counts the tokens of passages for an embedder; null for an approximation.</summary>
    public ITokenCounter? TokenCounter { get; init; }

    /// <summary>The clock of budgets.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the bi-encoder begins to load while the indexes are opened.</summary>
    public required bool PreloadBiEncoder { get; init; }

    public required PassageOptions? Passages { get; init; }

    /// <summary>The application's chunker; null for our own.</summary>
    public IChunker? Chunker { get; init; }

    public required KeywordOptions Keywords { get; init; }

    /// <summary>The number of vectors up to which the index stays flat.</summary>
    public required int ExactUpTo { get; init; }

    public required bool RebuildIndexes { get; init; }

    public required long QueryCacheBytes { get; init; }
}

/// <summary>The encoder of a vector space, loaded when first needed, and refused if it did not make the vectors.</summary>
/// <param name="load">Loads the encoder from the place of its model.</param>
/// <param name="space">The space.</param>
internal sealed class SpaceEncoder(Func<string, CancellationToken, Task<PassageEncoder>> load, VectorSpaceDefinition space)
{
    private volatile string _model = space.Model;
    private volatile PassageEncoder? _verified;

    /// <summary>Whether the encoder is loaded and made the vectors, so that the place of its model no longer matters.</summary>
    public bool IsLoaded => _verified is not null;

    /// <summary>Takes another place over, for the next load.</summary>
    public void Repoint(string model) => _model = model;

    /// <summary>Takes over an encoder that was loaded otherwise.</summary>
    /// <exception cref="LodestoneException">The encoder makes other vectors.</exception>
    public async Task UseAsync(PassageEncoder encoder, CancellationToken cancellationToken)
    {
        await encoder.VerifyAsync(space, cancellationToken).ConfigureAwait(false);
        _verified = encoder;
    }

    /// <summary>Begins to load the encoder. If loading fails, the first caller that needs it retries and gets the error.</summary>
    public void Begin() => _ = BeginAsync();

    /// <exception cref="LodestoneException">The encoder cannot be used, or makes other vectors.</exception>
    public async Task<PassageEncoder> GetAsync(CancellationToken cancellationToken)
    {
        if (_verified is { } verified)
            return verified;
        var encoder = await load(_model, cancellationToken).ConfigureAwait(false);
        await UseAsync(encoder, cancellationToken).ConfigureAwait(false);
        return encoder;
    }

    private async Task BeginAsync() =>
        await ((Task)GetAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>Makes the vectors of passages and queries: one of our bi-encoders, or an embedder of the application.</summary>
internal abstract class PassageEncoder
{
    /// <summary>Counts tokens for the chunker.</summary>
    public abstract InputTokenizer Tokenizer { get; }

    /// <summary>The maximum tokens of an input; null if that is not known.</summary>
    public abstract int? MaxTokens { get; }

    /// <summary>The name that a search's trace shows.</summary>
    public abstract string Name { get; }

    /// <summary>The place of a model folder, or the model id of a generator, as a space stores it.</summary>
    public abstract string Reference { get; }

    /// <summary>The space of this encoder's vectors for passages of some sizes.</summary>
    public abstract Task<VectorSpaceDefinition> DescribeAsync(PassageOptions? passages, CancellationToken cancellationToken);

    /// <summary>Refuses a space whose vectors another encoder made.</summary>
    public abstract Task VerifyAsync(VectorSpaceDefinition space, CancellationToken cancellationToken);

    /// <summary>Embeds a query, within the time left if the encoder is remote.</summary>
    public abstract Task<(float[] Vector, TokenUsage Usage)> EmbedQueryAsync(
        string query, EmbedOptions options, TimeSpan? left, CancellationToken cancellationToken);

    /// <summary>Embeds passages.</summary>
    /// <param name="passages">The passages.</param>
    /// <param name="options">Priority and progress.</param>
    /// <param name="owners">
    /// For each passage its document, so that one that cannot be embedded leaves the others their vectors; null when it ends the call.
    /// </param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    public abstract Task<EmbeddedPassages> EmbedAsync(
        IReadOnlyList<Passage> passages, EmbedOptions options, IReadOnlyList<int>? owners, CancellationToken cancellationToken);
}

/// <summary>The vectors of passages.</summary>
/// <param name="Vectors">A vector for each passage; null for those of documents that could not be embedded.</param>
/// <param name="Tokens">The tokens that were read, as far as they are known.</param>
/// <param name="DroppedTokens">The tokens that were not read, as far as they are known.</param>
internal sealed record EmbeddedPassages(float[]?[] Vectors, long Tokens, int DroppedTokens)
{
    /// <summary>The passages that could not be embedded, with the reason.</summary>
    public IReadOnlyDictionary<int, ComponentException> Failures { get; init; } = new Dictionary<int, ComponentException>();
}

/// <summary>One of our bi-encoders, which embeds token ids in this process.</summary>
internal sealed class LocalEncoder(string reference, BiEncoder biEncoder) : PassageEncoder
{
    public override InputTokenizer Tokenizer { get; } = InputTokenizer.Of(biEncoder);

    public override int? MaxTokens => biEncoder.MaxTokens;

    public override string Name => biEncoder.Name;

    public override string Reference => reference;

    public override Task<VectorSpaceDefinition> DescribeAsync(PassageOptions? passages, CancellationToken cancellationToken) =>
        SpaceSettings.OfAsync(reference, biEncoder, passages, cancellationToken);

    public override async Task VerifyAsync(VectorSpaceDefinition space, CancellationToken cancellationToken)
    {
        var identity = await biEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (identity.Checksum == space.Checksum && space.Embedder == SpaceEmbedder.ModelFolder)
            return;
        var found = reference == space.Model ? "the model that is there now" : $"'{reference}'";
        throw new ModelLoadException(
            ErrorCodes.CollectionModelDiffers,
            $"The collection was indexed with '{space.Name}' ({space.Dimensions} dimensions, " +
            $"checksum {VectorSpaceDefinition.Short(space.Checksum)}); {found} ({biEncoder.Dimensions} dimensions, " +
            $"checksum {VectorSpaceDefinition.Short(identity.Checksum)}) gives other vectors. " +
            "Open it with the original model, or embed its documents again with the other one.",
            biEncoder.Description.Folder, $"checksum {space.Checksum}", $"checksum {identity.Checksum}");
    }

    public override async Task<(float[] Vector, TokenUsage Usage)> EmbedQueryAsync(
        string query, EmbedOptions options, TimeSpan? left, CancellationToken cancellationToken)
    {
        var vector = new float[biEncoder.Dimensions];
        var usage = await biEncoder.EmbedAsync([query], EmbeddingRole.Query, vector, options, cancellationToken).ConfigureAwait(false);
        return (vector, usage[0]);
    }

    public override async Task<EmbeddedPassages> EmbedAsync(
        IReadOnlyList<Passage> passages, EmbedOptions options, IReadOnlyList<int>? owners, CancellationToken cancellationToken)
    {
        var width = biEncoder.Dimensions;
        var flat = new float[passages.Count * width];
        var usage = await biEncoder.EmbedAsync([.. passages.Select(p => p.TokenIds)], flat, options, cancellationToken)
            .ConfigureAwait(false);
        float[][] vectors = [.. Enumerable.Range(0, passages.Count).Select(i => flat[(i * width)..((i + 1) * width)])];
        return new EmbeddedPassages(vectors, usage.Sum(u => (long)u.Tokens), usage.Sum(u => u.DroppedTokens));
    }
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
        return new VectorSpaceDefinition(model, identity.Checksum, biEncoder.Dimensions, settings);
    }

    /// <summary>The space of a generator, whose token ids are not stored.</summary>
    public static VectorSpaceDefinition Of(
        string provider, string model, string checksum, int dimensions, PassageOptions? passages) =>
        new(model, checksum, dimensions, Write(passages ?? new PassageOptions(), "-"))
        {
            Embedder = SpaceEmbedder.Generator,
            Provider = provider,
        };

    /// <summary>Whether settings from outside are such as a collection has.</summary>
    public static bool IsKnown(string settings)
    {
        if (Form().Match(settings) is not { Success: true } match)
            return false;
        var (max, overlap) = (Number(match, 1), Number(match, 3));
        return max >= PassageOptions.LeastMaxTokens && overlap <= max / PassageOptions.OverlapShare;
    }

    /// <exception cref="StoreException">The settings have an unknown version.</exception>
    public static PassageOptions Passages(VectorSpaceDefinition space, string path)
    {
        var match = Match(space, path);
        return new PassageOptions { MaxTokens = Number(match, 1), WholeTokens = Number(match, 2), OverlapTokens = Number(match, 3) };
    }

    /// <summary>The checksum of the tokenizer of the stored ids; null if no other encoder can read them.</summary>
    /// <exception cref="StoreException">The settings have an unknown version.</exception>
    public static string? Tokenizer(VectorSpaceDefinition space, string path) =>
        Match(space, path).Groups[4].Value is var tokenizer && tokenizer == "-" ? null : tokenizer;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

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
