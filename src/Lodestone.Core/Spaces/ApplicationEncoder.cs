using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lodestone.Chunking;
using Lodestone.Encoders;
using Lodestone.Storage;
using Microsoft.Extensions.AI;

namespace Lodestone.Spaces;

/// <summary>An embedder of the application: called in batches, several in flight, and believed only as far as it was checked.</summary>
/// <remarks>
/// No call is repeated, except in parts to find the texts that cannot be embedded: retries are the embedder's own pipeline's. A call
/// that was cancelled is left, also when it blocks its thread or ignores its token.
/// </remarks>
internal sealed class ApplicationEncoder : PassageEncoder
{
    private const string Probe = "dimensions";

    // An embedder that throws for so many documents, and embeds nothing between them, is down: going on would make all others problems.
    private const int MostFailuresInARow = 100;

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly EmbedderOptions _options;
    private readonly ITokenCounter? _counter;
    private readonly TimeProvider _clock;
    private readonly string _provider;
    private readonly string _checksum;
    private int _dimensions;

    private ApplicationEncoder(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        EmbedderOptions options,
        ITokenCounter? counter,
        TimeProvider clock,
        (string Provider, string Model, int? Dimensions) identity)
    {
        (_generator, _options, _counter, _clock) = (generator, options, counter, clock);
        (_provider, Reference, _dimensions) = (identity.Provider, identity.Model, identity.Dimensions ?? 0);
        _checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)));
        Tokenizer = InputTokenizer.Of(counter ?? ApproximateTokens.Instance);
    }

    public override InputTokenizer Tokenizer { get; }

    public override int? MaxTokens => null;

    public override string Name => VectorSpaceDefinition.NameOf(_provider, Reference);

    public override string Reference { get; }

    /// <exception cref="InvalidArgumentException">The embedder does not say which model it runs.</exception>
    /// <exception cref="ComponentException">The embedder failed when asked for its metadata, or for the length of a vector.</exception>
    public static async Task<PassageEncoder> CreateAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        EmbedderOptions options,
        ITokenCounter? counter,
        TimeProvider clock,
        VectorSpaceDefinition? space,
        CancellationToken cancellationToken)
    {
        var encoder = new ApplicationEncoder(generator, options, counter, clock, Identify(generator, options));
        if (encoder._dimensions == 0 && space is not null)
            encoder._dimensions = space.Dimensions;
        if (encoder._dimensions == 0)
        {
            var probe = await encoder.CallAsync([Probe], EmbedderProperties.DocumentRole, null, cancellationToken).ConfigureAwait(false);
            encoder._dimensions = probe.Vectors[0]!.Length;
        }

        return encoder;
    }

    public override Task<VectorSpaceDefinition> DescribeAsync(PassageOptions? passages, CancellationToken cancellationToken) =>
        Task.FromResult(SpaceSettings.Of(_provider, Reference, _checksum, _dimensions, passages));

    public override Task VerifyAsync(VectorSpaceDefinition space, CancellationToken cancellationToken)
    {
        if (space.Embedder == SpaceEmbedder.Generator && space.Checksum == _checksum && space.Dimensions == _dimensions)
            return Task.CompletedTask;
        throw new ComponentException(ErrorCodes.CollectionModelDiffers, Name, string.Create(CultureInfo.InvariantCulture,
            $"The collection was indexed with '{space.Name}' ({space.Dimensions} dimensions); the embedder '{Name}' ({_dimensions} ") +
            "dimensions) gives other vectors. Open it with the original model, or embed its documents again with the other one.")
        {
            Found = string.Create(CultureInfo.InvariantCulture, $"{Name}, {_dimensions} dimensions"),
            Accepted = string.Create(CultureInfo.InvariantCulture, $"{space.Name}, {space.Dimensions} dimensions"),
        };
    }

    public override async Task<(float[] Vector, TokenUsage Usage)> EmbedQueryAsync(
        string query, EmbedOptions options, TimeSpan? left, CancellationToken cancellationToken)
    {
        var result = await CallAsync([query], EmbedderProperties.QueryRole, left, cancellationToken).ConfigureAwait(false);
        options.TokensRead?.Report((int)Math.Min(int.MaxValue, result.Tokens));
        return (result.Vectors[0]!, new TokenUsage((int)Math.Min(int.MaxValue, result.Tokens), result.DroppedTokens));
    }

    public override async Task<EmbeddedPassages> EmbedAsync(
        IReadOnlyList<Passage> passages, EmbedOptions options, IReadOnlyList<int>? owners, CancellationToken cancellationToken)
    {
        var run = new EmbeddingRun(this, passages, options, owners);
        var running = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, passages.Count).Chunk(_options.BatchSize), running, run.RunAsync)
            .ConfigureAwait(false);
        return run.Result();
    }

    private static (string Provider, string Model, int? Dimensions) Identify(
        IEmbeddingGenerator<string, Embedding<float>> generator, EmbedderOptions options)
    {
        EmbeddingGeneratorMetadata? metadata;
        try
        {
            metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        }
        catch (Exception error)
        {
            throw ComponentException.Failed(ErrorCodes.EmbedderFailed, generator.GetType().Name, "embedder", error);
        }

        var dimensions = options.Dimensions ?? metadata?.DefaultModelDimensions;
        if (options.Identity is { } identity)
            return ("", identity, dimensions);
        if (metadata?.DefaultModelId is { Length: > 0 } model)
            return (metadata.ProviderName ?? "", model, dimensions);
        throw new InvalidArgumentException(
            ErrorCodes.EmbedderUnidentified,
            $"The embedder '{generator.GetType().Name}' has no metadata that names its model, so a later opening could not tell whether " +
            "the vectors are comparable. Set EmbedderOptions.Identity, such as the provider's and the model's name.",
            nameof(EmbedderOptions.Identity))
        {
            Found = "no model in the metadata",
            Accepted = "a name of the model",
        };
    }

    private async Task<EmbeddedPassages> CallAsync(
        string[] texts, string role, TimeSpan? left, CancellationToken cancellationToken)
    {
        var options = new EmbeddingGenerationOptions
        {
            Dimensions = _options.Dimensions,
            AdditionalProperties = new AdditionalPropertiesDictionary { [EmbedderProperties.Role] = role },
        };
        var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = Task.Run(() => _generator.GenerateAsync(texts, options, leave.Token), CancellationToken.None);
        try
        {
            var limit = left is { } time ? TimeSpan.FromTicks(Math.Max(0, time.Ticks)) : Timeout.InfiniteTimeSpan;
            return Checked(await asked.WaitAsync(limit, _clock, cancellationToken).ConfigureAwait(false), texts);
        }
        catch (TimeoutException error) when (!asked.IsCompleted)
        {
            throw new ComponentException(
                ErrorCodes.EmbedderFailed, Name, $"The embedder '{Name}' did not answer within the budget of the search.", error);
        }
        catch (Exception error) when (error is not ComponentException && !cancellationToken.IsCancellationRequested)
        {
            throw ComponentException.Failed(ErrorCodes.EmbedderFailed, Name, "embedder", error);
        }
        finally
        {
            _ = EndAsync(asked, leave);
        }
    }

    // A call that was left may still end; its exception is then of no use to any caller.
    private static async Task EndAsync(Task asked, CancellationTokenSource leave)
    {
        if (!asked.IsCompleted)
            await leave.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        leave.Dispose();
    }

    private EmbeddedPassages Checked(GeneratedEmbeddings<Embedding<float>>? result, string[] texts)
    {
        if (result is null || result.Count != texts.Length)
            throw Invalid(result is null ? "null" : Number(result.Count) + " vectors", Number(texts.Length) + ", one for each text");
        var vectors = new float[texts.Length][];
        var dropped = 0;
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = result[i]?.Vector.ToArray() ?? [];
            Check(vectors[i]);
            if (result[i]!.AdditionalProperties?.TryGetValue(EmbedderProperties.DroppedTokens, out int lost) is true)
                dropped = (int)Math.Min(int.MaxValue, (long)dropped + Math.Max(0, lost));
        }

        var read = Math.Max(0, result.Usage?.InputTokenCount ?? 0);
        // The default counter is only about right, so a difference to it says nothing.
        if (dropped == 0 && read > 0 && _counter is not null)
            dropped = (int)Math.Clamp(texts.Sum(t => (long)Tokenizer.Count(t, default)) - read, 0, int.MaxValue);
        return new EmbeddedPassages(vectors, read, dropped);
    }

    private void Check(float[] vector)
    {
        if (vector.Length == 0 || (_dimensions > 0 && vector.Length != _dimensions))
            throw Invalid($"a vector of {Number(vector.Length)} numbers", _dimensions == 0 ? "1 or more" : Number(_dimensions));
        var squared = 0.0;
        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
                throw Invalid(number.ToString(CultureInfo.InvariantCulture) + " in a vector", "finite numbers");
            squared += (double)number * number;
        }

        if (squared == 0)
            throw Invalid("a vector of zeros, which has no direction", "a vector with a length above 0");
    }

    private ComponentException Invalid(string found, string accepted) => new(
        ErrorCodes.EmbedderOutputInvalid, Name, $"The embedder '{Name}' returned {found}; accepted: {accepted}.")
    {
        Found = found,
        Accepted = accepted,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>One call of <see cref="EmbedAsync"/>, whose batches run concurrently.</summary>
    private sealed class EmbeddingRun(
        ApplicationEncoder encoder, IReadOnlyList<Passage> passages, EmbedOptions options, IReadOnlyList<int>? owners)
    {
        private readonly Lock _gate = new();
        private readonly float[]?[] _vectors = new float[]?[passages.Count];
        private readonly Dictionary<int, ComponentException> _failures = [];
        private readonly HashSet<int> _failedOwners = [];
        private int _inARow;
        private long _tokens;
        private long _dropped;

        public EmbeddedPassages Result() =>
            new(_vectors, _tokens, (int)Math.Min(int.MaxValue, _dropped)) { Failures = _failures };

        public async ValueTask RunAsync(int[] batch, CancellationToken cancellationToken)
        {
            batch = Wanted(batch);
            if (batch.Length == 0)
                return;
            EmbeddedPassages result;
            try
            {
                string[] texts = [.. batch.Select(i => passages[i].Input)];
                result = await encoder.CallAsync(texts, EmbedderProperties.DocumentRole, null, cancellationToken).ConfigureAwait(false);
            }
            catch (ComponentException failure) when (owners is not null && batch.Length == 1)
            {
                Fail(batch[0], failure);
                return;
            }
            catch (ComponentException) when (owners is not null)
            {
                var half = batch.Length / 2;
                await RunAsync(batch[..half], cancellationToken).ConfigureAwait(false);
                await RunAsync(batch[half..], cancellationToken).ConfigureAwait(false);
                return;
            }

            Keep(batch, result);
            options.TokensRead?.Report((int)Math.Min(int.MaxValue, result.Tokens));
            for (var i = 0; i < batch.Length; i++)
                options.Progress?.Report(1);
        }

        // A document that cannot be embedded needs none of its other passages.
        private int[] Wanted(int[] batch)
        {
            if (owners is null)
                return batch;
            lock (_gate)
                return _failedOwners.Count == 0 ? batch : Array.FindAll(batch, i => !_failedOwners.Contains(owners[i]));
        }

        private void Fail(int passage, ComponentException failure)
        {
            lock (_gate)
            {
                _failures[passage] = failure;
                if (_failedOwners.Add(owners![passage]) && failure.Code != ErrorCodes.EmbedderOutputInvalid)
                    _inARow++;
                if (_inARow >= MostFailuresInARow)
                    throw failure;
            }
        }

        private void Keep(int[] batch, EmbeddedPassages result)
        {
            lock (_gate)
            {
                for (var i = 0; i < batch.Length; i++)
                    _vectors[batch[i]] = result.Vectors[i];
                (_tokens, _dropped, _inARow) = (_tokens + result.Tokens, _dropped + result.DroppedTokens, 0);
            }
        }
    }
}
