using System.Numerics.Tensors;
using Lodestone.Encoders.Embedding;
using Lodestone.Encoders.Explaining;
using Lodestone.Encoders.Loading;
using Microsoft.Extensions.AI;

namespace Lodestone.Encoders;

/// <summary>
/// Encodes texts as vectors whose cosine measures how similar their meanings are, with a sentence-transformers model on ONNX Runtime.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe: load one and share it. Each text runs alone and unpadded on one core, so its vector depends on that text only, bit for bit,
/// whatever else is embedded at the same time. Concurrent runs are limited to the number of cores, for all models and callers of the
/// process together.
/// </para>
/// <para>A text longer than <see cref="MaxTokens"/> is truncated at its end; the result has the number of dropped tokens.</para>
/// <para>
/// Source: Reimers and Gurevych 2019, "Sentence-BERT"; where a model's files disagree, the Sentence Transformers library decides.
/// </para>
/// </remarks>
public sealed class BiEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LoadedEncoder _model;
    private readonly TextEmbedder _embedder;
    private readonly Prompts _prompts;

    private BiEncoder(LoadedEncoder model, TextEmbedder embedder, Prompts prompts)
    {
        _model = model;
        _embedder = embedder;
        _prompts = prompts;
        Description = model.Describe(ModelKind.BiEncoder, embedder.Dimensions);
        SelfCheck = BiEncoderCheck.Run(this, model.Folder);
    }

    /// <summary>The model's properties, and the decisions of its loader.</summary>
    public ModelDescription Description { get; }

    /// <summary>The checks that the model passed when it was loaded.</summary>
    public SelfCheckReport SelfCheck { get; }

    /// <summary>The bundled model's name, or its folder's.</summary>
    public string Name => _model.Name;

    /// <summary>The number of dimensions of an embedding.</summary>
    public int Dimensions => _embedder.Dimensions;

    /// <summary>Whether every embedding has length 1 because the model's own files ask for it.</summary>
    public bool IsNormalized => _embedder.IsNormalized;

    /// <summary>The maximum number of tokens read of a text, special tokens and the prompt included.</summary>
    public int MaxTokens => _model.MaxTokens;

    /// <summary>The tokenizer that the model was trained with.</summary>
    public Tokenizer Tokenizer => _model.Tokenizer;

    /// <summary>Loads a model and checks that it works.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <param name="options">How to load the model. Default: as its files say.</param>
    /// <returns>A ready bi-encoder. Dispose it to free the model's memory.</returns>
    /// <exception cref="ModelLoadException">The folder, or a file in it, cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of the model's range.</exception>
    public static BiEncoder Load(string model = ModelCatalog.DefaultBiEncoder, BiEncoderOptions? options = null)
    {
        var loaded = LoadedEncoder.Load(model, options?.GraphFile, options?.MaxTokens, options?.ExecutionProvider);
        try
        {
            var modules = SentenceModules.Read(loaded.Folder);
            var prompts = Prompts.Read(loaded.Folder);
            return new BiEncoder(loaded, TextEmbedder.Create(loaded, modules), prompts);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Embeds one text.</summary>
    /// <param name="text">The text; may be empty, and is then embedded as special tokens only.</param>
    /// <param name="role">The role whose prompt precedes the text.</param>
    /// <param name="cancellationToken">Honoured before the run.</param>
    /// <returns><see cref="Dimensions"/> numbers.</returns>
    public async Task<ReadOnlyMemory<float>> EmbedAsync(string text, EmbeddingRole role, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var options = new EmbedOptions { Priority = WorkPriority.Interactive };
        return (await EmbedAsync([text], role, options, cancellationToken).ConfigureAwait(false)).Values;
    }

    /// <summary>Embeds texts into newly allocated memory.</summary>
    /// <param name="texts">The texts; an empty list results in an empty batch.</param>
    /// <param name="role">The role whose prompt precedes each text.</param>
    /// <param name="options">Priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <exception cref="ArgumentException">A text is null.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<EmbeddingBatch> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingRole role, EmbedOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var values = new float[checked(texts.Count * Dimensions)];
        var usage = await EmbedAsync(texts, role, values, options, cancellationToken).ConfigureAwait(false);
        return new EmbeddingBatch(Dimensions, values, usage);
    }

    /// <summary>Embeds texts into the caller's memory.</summary>
    /// <param name="texts">The texts; may be an empty list.</param>
    /// <param name="role">The role whose prompt precedes each text.</param>
    /// <param name="destination">
    /// At least texts.Count x <see cref="Dimensions"/> numbers; text i is written at i x Dimensions. Nothing is written after the returned
    /// task has completed, whether it succeeded or not.
    /// </param>
    /// <param name="options">Priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>For each text, the number of tokens read and dropped.</returns>
    /// <exception cref="ArgumentException">A text is null, or <paramref name="destination"/> is too short.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public Task<IReadOnlyList<TokenUsage>> EmbedAsync(
        IReadOnlyList<string> texts,
        EmbeddingRole role,
        Memory<float> destination,
        EmbedOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var priority = role == EmbeddingRole.Query ? WorkPriority.Interactive : (WorkPriority?)null;
        return EmbedAsync(texts.Count, Tokens, destination, options, priority, cancellationToken);

        ReadOnlyMemory<int> Tokens(int index) => Tokenize(
            texts[index] ??
                throw new InvalidArgumentException(
                    ErrorCodes.ValueNull, $"Text {index} is null. An empty string is accepted; null is not.", nameof(texts)),
            role);
    }

    /// <summary>Embeds tokenised texts; the vectors equal those of the texts, bit for bit.</summary>
    /// <param name="tokenIds">
    /// The ids of each text as <see cref="Tokenize"/> returns them: with the prompt of their role, without special tokens. May be empty.
    /// </param>
    /// <param name="destination">
    /// At least tokenIds.Count x <see cref="Dimensions"/> numbers; text i is written at i x Dimensions. Nothing is written after the
    /// returned task has completed, whether it succeeded or not.
    /// </param>
    /// <param name="options">Priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>For each text, the number of tokens read and dropped.</returns>
    /// <exception cref="ArgumentException">
    /// An id is not in the model's vocabulary, or <paramref name="destination"/> is too short.
    /// </exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public Task<IReadOnlyList<TokenUsage>> EmbedAsync(
        IReadOnlyList<ReadOnlyMemory<int>> tokenIds,
        Memory<float> destination,
        EmbedOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        return EmbedAsync(tokenIds.Count, Tokens, destination, options, null, cancellationToken);

        ReadOnlyMemory<int> Tokens(int index) => _model.Validate(tokenIds[index], index, nameof(tokenIds));
    }

    /// <summary>Finds how much each word, or each sentence, of a passage counts for its similarity, by leaving it out.</summary>
    /// <param name="query">The query; not blank.</param>
    /// <param name="passage">The passage; a blank one has no parts. Of a long one, the parts that the model reads are explained.</param>
    /// <param name="options">The kind and number of parts, priority and progress. Default: words, up to 100.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>The contribution of each part, in cosine.</returns>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank, or an option is out of range.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<Explanation> ExplainAsync(
        string query, string passage, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Document.IsBlank(query))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueryBlank, "The query is blank. A passage can be explained only for a query with words.", nameof(query));
        }

        ArgumentNullException.ThrowIfNull(passage);
        options ??= new();
        options.Validate();
        var prompt = _prompts.For(EmbeddingRole.Document);
        var text = _model.Tokenizer.Encode(prompt + passage);
        var read = _model.Tokenizer.Keep(text.Count, MaxTokens - _model.Tokenizer.Template.SingleSpecialTokens);
        var ablation = new Ablation(text.Ids[read], text.Offsets.Span[read], prompt, passage, options);
        var running = new EmbedOptions
        {
            Priority = options.Priority,
            Ticket = options.Ticket ?? WorkTicket.Take(),
            TokensRead = options.TokensRead,
        };
        var asked = await EmbedAsync([query], EmbeddingRole.Query, running, cancellationToken).ConfigureAwait(false);
        var variants = ablation.Variants.Where(v => !v.IsEmpty).ToArray();
        var vectors = new float[checked(variants.Length * Dimensions)];
        await EmbedAsync(variants, vectors, running, cancellationToken).ConfigureAwait(false);
        var scored = 0;
        float?[] scores = [.. ablation.Variants.Select(v => v.IsEmpty
            ? (float?)null
            : Similarity(asked.Values.Span, vectors.AsSpan(scored++ * Dimensions, Dimensions)))];
        return ablation.Explain(Name, scores);
    }

    /// <summary>Tokenises a text as it would be embedded.</summary>
    /// <param name="text">The text.</param>
    /// <param name="role">The role whose prompt precedes the text.</param>
    /// <returns>The ids of prompt and text, without special tokens and not truncated.</returns>
    public ReadOnlyMemory<int> Tokenize(string text, EmbeddingRole role)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _model.Tokenizer.Encode(_prompts.For(role) + text).Ids;
    }

    /// <summary>Counts the tokens that the runs of texts read, special tokens included and truncated tokens excluded.</summary>
    /// <param name="tokenIds">The ids of each text as <see cref="Tokenize"/> returns them.</param>
    public long CountTokens(IReadOnlyList<ReadOnlyMemory<int>> tokenIds)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        var special = _model.Tokenizer.Template.SingleSpecialTokens;
        return tokenIds.Sum(ids => (long)Math.Min(ids.Length + special, MaxTokens));
    }

    /// <summary>Identifies the model by checksums. The first call hashes its files, in a fraction of a second for 100 MB.</summary>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <exception cref="ModelLoadException">A file of the model is missing or cannot be read.</exception>
    public Task<ModelIdentity> IdentifyAsync(CancellationToken cancellationToken = default) => _model.IdentifyAsync(cancellationToken);

    /// <summary>Embeds texts with the prompt of the role that the options name, else with the model's default prompt.</summary>
    /// <remarks>The default prompt is empty for most models.</remarks>
    /// <param name="values">The texts.</param>
    /// <param name="options">
    /// Dimensions and model, if set, must be this model's. The additional property <see cref="EmbedderProperties.Role"/>, if set, is
    /// <see cref="EmbedderProperties.QueryRole"/> or <see cref="EmbedderProperties.DocumentRole"/>.
    /// </param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>
    /// One embedding per text, in order. The embedding of a truncated text has <c>droppedTokens</c> in its additional properties.
    /// </returns>
    /// <exception cref="ArgumentException">The options ask for another model, other dimensions or an unknown role.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        RoleGenerator.GenerateAsync(this, RoleGenerator.RoleIn(options), values, options, cancellationToken);

    /// <summary>Wraps this model as a generator that puts one role's prompt before every text.</summary>
    /// <param name="role">The role.</param>
    /// <returns>
    /// A generator that shares this model; disposing it leaves the model open. It keeps its role, whatever the options of a call name.
    /// </returns>
    public IEmbeddingGenerator<string, Embedding<float>> As(EmbeddingRole role) => new RoleGenerator(this, role);

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => RoleGenerator.GetService(this, this, serviceType, serviceKey);

    /// <summary>Computes the cosine of two embeddings, from -1 to 1; for normalised embeddings it equals their dot product.</summary>
    /// <param name="left">An embedding.</param>
    /// <param name="right">Another embedding with the same number of dimensions.</param>
    public static float Similarity(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => TensorPrimitives.CosineSimilarity(left, right);

    /// <summary>Frees the model after its in-flight runs have ended. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _model.Dispose();

    private Task<IReadOnlyList<TokenUsage>> EmbedAsync(
        int count,
        Func<int, ReadOnlyMemory<int>> tokenize,
        Memory<float> destination,
        EmbedOptions? options,
        WorkPriority? priority,
        CancellationToken cancellationToken)
    {
        if (destination.Length / Dimensions < count)
        {
            throw new InvalidArgumentException(
                ErrorCodes.DestinationTooShort,
                $"{count} texts need {(long)count * Dimensions} numbers ({Dimensions} each); the destination has room for " +
                $"{destination.Length}. Make it longer.",
                nameof(destination));
        }

        priority = options?.Priority ?? priority ?? (count == 1 ? WorkPriority.Interactive : WorkPriority.Bulk);
        return _embedder.EmbedAsync(count, tokenize, destination, options, priority.Value, cancellationToken);
    }
}
