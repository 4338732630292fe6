using System.Runtime.CompilerServices;
using Lodestone.Encoders.Checking;
using Lodestone.Encoders.Explaining;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Reranking;

namespace Lodestone.Encoders;

/// <summary>
/// Reads a query and a passage together and scores how well the passage answers the query, with a sentence-transformers model on ONNX
/// Runtime.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe: load one and share it. Each pair runs alone and unpadded on one core, so its score depends on that pair only, bit for bit,
/// whatever else is scored at the same time. Concurrent runs are limited to the number of cores, for all models and callers of the process
/// together.
/// </para>
/// <para>
/// The query is never truncated. A passage that does not fit is truncated at its end, and the result has the number of dropped tokens. A
/// passage without words is not run, because the model would score it high: it keeps its index, comes last and is marked.
/// </para>
/// <para>Cost: one model run per pair, nothing precomputed. Source: Nogueira and Cho 2019, "Passage Re-ranking with BERT".</para>
/// </remarks>
public sealed class CrossEncoder : IReranker, IDisposable
{
    private static readonly RerankOptions Defaults = new();
    private readonly LoadedEncoder _model;
    private readonly PairScorer _scorer;
    private readonly TimeProvider _clock;

    private CrossEncoder(LoadedEncoder model, ScoreHead head, TimeProvider clock, CheckFile? check)
    {
        _model = model;
        _clock = clock;
        _scorer = new PairScorer(model, head, clock);
        Logits = head.Scale;
        Description = model.Describe(ModelKind.CrossEncoder, head.Labels);
        SelfCheck = CrossEncoderCheck.Run(this, model.Folder, check);
    }

    /// <summary>The model's properties, and the decisions of its loader.</summary>
    public ModelDescription Description { get; }

    /// <summary>The checks that the model passed when it was loaded.</summary>
    public SelfCheckReport SelfCheck { get; }

    /// <summary>The scale of its logits, from the model's lodestone.check.json; null for a model that has none.</summary>
    public LogitScale? Logits { get; }

    /// <summary>The bundled model's name, or its folder's.</summary>
    public string Name => _model.Name;

    /// <summary>The maximum number of tokens of a pair, special tokens included.</summary>
    public int MaxTokens => _model.MaxTokens;

    /// <summary>The tokenizer that the model was trained with.</summary>
    public Tokenizer Tokenizer => _model.Tokenizer;

    /// <summary>Loads a model and checks that it works.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <param name="options">How to load the model. Default: as its files say.</param>
    /// <returns>A ready cross-encoder. Dispose it to free the model's memory.</returns>
    /// <exception cref="ModelLoadException">The folder, or a file in it, cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of the model's range.</exception>
    public static CrossEncoder Load(string model = ModelCatalog.DefaultCrossEncoder, CrossEncoderOptions? options = null) =>
        Load(model, options ?? new CrossEncoderOptions(), CheckFile.Find);

    /// <summary>Loads a model with the general check alone, because its own file is about to be written.</summary>
    internal static CrossEncoder LoadUnchecked(string model) => Load(model, new CrossEncoderOptions(), _ => null);

    private static CrossEncoder Load(string model, CrossEncoderOptions options, Func<ModelFolder, CheckFile?> find)
    {
        var loaded = LoadedEncoder.Load(model, options.GraphFile, options.MaxTokens, options.ExecutionProvider);
        try
        {
            var check = find(loaded.Folder);
            var head = ScoreHead.Decide(loaded, options.ScoreIndex) with { Scale = check?.Logits() };
            return new CrossEncoder(loaded, head, options.TimeProvider, check);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Scores one pair.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passage">The passage; a blank one is marked, not scored.</param>
    /// <param name="cancellationToken">Honoured before the run.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<RerankScore> ScoreAsync(string query, string passage, CancellationToken cancellationToken = default) =>
        (await ScoreAsync([(query, passage)], null, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Scores pairs.</summary>
    /// <param name="pairs">The pairs; an empty list results in an empty list.</param>
    /// <param name="options">Budget, long passages, priority and progress; Top does not apply.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>One score per pair, in the caller's order.</returns>
    /// <exception cref="ArgumentException">A query is blank or too long, or a passage is null.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<IReadOnlyList<RerankScore>> ScoreAsync(
        IReadOnlyList<(string Query, string Passage)> pairs, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var started = _clock.GetTimestamp();
        options ??= Defaults;
        var passages = new TextPassages(_model.Tokenizer, [.. pairs.Select(p => p.Passage)]);
        var plan = Plan(i => pairs[i].Query, passages, options, started, cancellationToken);
        return await _scorer.ScoreAsync(plan, options, started, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ranks passages by how well they answer a query.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passages">
    /// The passages; an empty list results in an empty ranking. Blank passages keep their index and come last.
    /// </param>
    /// <param name="options">Top, budget, long passages, priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or a passage is null.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    [OverloadResolutionPriority(1)]
    public async Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
        await Prepare(query, passages, options, cancellationToken).RunAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Ranks tokenised passages; the scores equal those of the passages' texts, bit for bit.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passageTokenIds">
    /// The ids of each passage as <see cref="Tokenizer"/> returns them; empty for a blank passage. An empty list results in an empty
    /// ranking.
    /// </param>
    /// <param name="options">Top, budget, long passages, priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>The ranking; <see cref="RerankScore.Window"/> is null throughout, because characters are not known.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> is blank or too long, or an id is not in the model's vocabulary.
    /// </exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<RerankResult> RerankAsync(
        string query,
        IReadOnlyList<ReadOnlyMemory<int>> passageTokenIds,
        RerankOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await Prepare(query, passageTokenIds, options, cancellationToken).RunAsync(cancellationToken: cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Tokenises a query and passages and plans their runs, so that the caller knows the cost before the runs.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passages">
    /// The passages; an empty list results in an empty ranking. Blank passages keep their index and come last.
    /// </param>
    /// <param name="options">Top, budget, long passages, priority and progress. The budget covers this call and the run.</param>
    /// <param name="cancellationToken">Honoured between passages.</param>
    /// <returns>
    /// The prepared call; its result equals that of
    /// <see cref="RerankAsync(string, IReadOnlyList{string}, RerankOptions?, CancellationToken)"/>, bit for bit.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or a passage is null.</exception>
    [OverloadResolutionPriority(1)]
    public PreparedRerank Prepare(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passages);
        return Prepare(query, new TextPassages(_model.Tokenizer, passages), options ?? Defaults, cancellationToken);
    }

    /// <summary>Plans the runs of tokenised passages.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passageTokenIds">The ids of each passage as <see cref="Tokenizer"/> returns them; empty for a blank passage.</param>
    /// <param name="options">Top, budget, long passages, priority and progress. The budget covers this call and the run.</param>
    /// <param name="cancellationToken">Honoured between passages.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> is blank or too long, or an id is not in the model's vocabulary.
    /// </exception>
    public PreparedRerank Prepare(
        string query,
        IReadOnlyList<ReadOnlyMemory<int>> passageTokenIds,
        RerankOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passageTokenIds);
        return Prepare(query, new TokenPassages(_model, passageTokenIds), options ?? Defaults, cancellationToken);
    }

    /// <summary>Finds how much each word, or each sentence, of a passage counts for its score, by leaving it out.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passage">The passage; a blank one has no parts. Of a long one, the parts that the model reads are explained.</param>
    /// <param name="options">The kind and number of parts, priority and progress. Default: words, up to 100.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>The contribution of each part, in logits.</returns>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<Explanation> ExplainAsync(
        string query, string passage, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passage);
        options ??= new();
        options.Validate();
        var text = _model.Tokenizer.Encode(passage);
        var read = _model.Tokenizer.Keep(text.Count, Prepare(query, [text.Ids], null, cancellationToken).PassageRoom);
        var ablation = new Ablation(text.Ids[read], text.Offsets.Span[read], "", passage, options);
        var running = new RerankOptions { Priority = options.Priority, Ticket = options.Ticket, TokensRead = options.TokensRead };
        var ranking = await RerankAsync(query, ablation.Variants, running, cancellationToken).ConfigureAwait(false);
        float?[] scores = [.. ranking.Passages.OrderBy(p => p.Index).Select(p => p.Logit)];
        return ablation.Explain(Name, scores);
    }

    /// <summary>Identifies the model by checksums. The first call hashes its files, in a fraction of a second for 100 MB.</summary>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <exception cref="ModelLoadException">A file of the model is missing or cannot be read.</exception>
    public Task<ModelIdentity> IdentifyAsync(CancellationToken cancellationToken = default) => _model.IdentifyAsync(cancellationToken);

    /// <summary>Frees the model after its in-flight runs have ended. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _model.Dispose();

    private PreparedRerank Prepare(string query, IPassageTokens passages, RerankOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var started = _clock.GetTimestamp();
        var plan = Plan(_ => query, passages, options, started, cancellationToken);
        return new PreparedRerank(plan, _scorer, options, _clock, _clock.GetTimestamp() - started);
    }

    private PairPlan Plan(
        Func<int, string> queryOf, IPassageTokens passages, RerankOptions options, long started, CancellationToken cancellationToken)
    {
        options.Validate();
        var plan = new PairPlan(_model, options);
        string? last = null;
        var query = ReadOnlyMemory<int>.Empty;
        var room = 0;
        for (var i = 0; i < passages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blank = passages.IsBlank(i);
            var text = queryOf(i);
            if (last is null || !string.Equals(text, last, StringComparison.Ordinal))
            {
                query = plan.Query(last = text, nameof(query));
                room = plan.Room(query.Length, nameof(query));
            }

            if (blank || _scorer.IsSpent(options, started))
                plan.AddUnread(query, late: !blank);
            else
                plan.Add(query, room, passages.Tokens(i));
        }

        return plan;
    }
}

/// <summary>A cross-encoder call that is tokenised and planned, and has not run.</summary>
/// <remarks>Thread-safe. It may run any number of times, also concurrently; every run has the same scores.</remarks>
public sealed class PreparedRerank
{
    private readonly PairPlan _plan;
    private readonly PairScorer _scorer;
    private readonly RerankOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _preparing;

    internal PreparedRerank(PairPlan plan, PairScorer scorer, RerankOptions options, TimeProvider clock, long preparing)
    {
        _plan = plan;
        _scorer = scorer;
        _options = options;
        _clock = clock;
        _preparing = preparing;
        PassageTokens = [.. plan.Pairs.Select(p => p.Passage.Ids.Length + p.Passage.Dropped)];
    }

    /// <summary>The number of tokens that all runs read, query and special tokens included and truncated tokens excluded.</summary>
    public long Tokens => _plan.Tokens;

    /// <summary>
    /// The number of tokens of each passage, in the caller's order, truncated tokens included and special tokens excluded; 0 for a blank
    /// passage, and for a passage that was not tokenised because the budget was spent.
    /// </summary>
    public IReadOnlyList<int> PassageTokens { get; }

    /// <summary>The maximum number of passage tokens that fit beside the query; 0 without passages.</summary>
    public int PassageRoom => _plan.PassageRoom;

    /// <summary>Runs the model and ranks the passages.</summary>
    /// <param name="priority">The priority of the work, for a caller who sets it once the cost is known. Default: the options'.</param>
    /// <param name="tokensRead">Receives the number of tokens read after each model run. Default: the options' listener.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <exception cref="ModelOutputException">The model's output has a NaN or an infinity.</exception>
    public async Task<RerankResult> RunAsync(
        WorkPriority? priority = null, IProgress<int>? tokensRead = null, CancellationToken cancellationToken = default)
    {
        // The time between the two calls is the caller's, so neither the budget nor the elapsed time includes it.
        var started = _clock.GetTimestamp() - _preparing;
        var options = _options with { Priority = priority ?? _options.Priority, TokensRead = tokensRead ?? _options.TokensRead };
        var scores = await _scorer.ScoreAsync(_plan, options, started, cancellationToken).ConfigureAwait(false);
        return new RerankResult(scores, options.Top) { Elapsed = _clock.GetElapsedTime(started), Model = _scorer.Model };
    }
}
