namespace Lodestone.Models;

/// <summary>
/// Reads a query and a passage together and scores how well the passage answers: a sentence-transformers model on ONNX Runtime.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe: load one and share it. Every pair is run alone and unpadded on one core, so its score depends on that pair only, bit for
/// bit, whatever is scored beside it or at the same time. As many pairs run at once as the machine has cores, for all models and callers
/// of the process together.
/// </para>
/// <para>
/// The query is never cut; a passage that does not fit is, at its end, and the answer says by how many tokens. A passage without words
/// is never given to the model, which would score it high: it keeps its index, comes last and is marked.
/// </para>
/// <para>Cost: one model run a pair, nothing precomputed. Source: Nogueira and Cho 2019, "Passage Re-ranking with BERT".</para>
/// </remarks>
public sealed class CrossEncoder : IDisposable
{
    private static readonly RerankOptions Defaults = new();
    private readonly LoadedEncoder _model;
    private readonly PairScorer _scorer;
    private readonly TimeProvider _clock;

    private CrossEncoder(LoadedEncoder model, ScoreHead head, TimeProvider clock)
    {
        _model = model;
        _clock = clock;
        _scorer = new PairScorer(model, head, clock);
        Activation = head.Activation;
        Description = model.Describe(ModelKind.CrossEncoder, head.Labels);
        SelfCheck = CrossEncoderCheck.Run(this, model.Folder);
    }

    /// <summary>What the model is, and what its loader decided.</summary>
    public ModelDescription Description { get; }

    /// <summary>What was checked when the model was loaded.</summary>
    public SelfCheckReport SelfCheck { get; }

    /// <summary>The bundled model's name, or its folder's.</summary>
    public string Name => _model.Name;

    /// <summary>How many tokens of a pair are read at once, special tokens included.</summary>
    public int MaxTokens => _model.MaxTokens;

    /// <summary>The activation that the model's files name; it makes <see cref="RerankScore.Activated"/>.</summary>
    public Activation Activation { get; }

    /// <summary>Loads a model and checks that it works.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <param name="options">How to load it. Default: as its files say.</param>
    /// <returns>A ready cross-encoder. Dispose it to free the model's memory.</returns>
    /// <exception cref="ModelLoadException">The folder, or a file in it, cannot be used.</exception>
    /// <exception cref="ArgumentException">An option asks for what the model cannot do.</exception>
    public static CrossEncoder Load(string model = ModelCatalog.DefaultCrossEncoder, CrossEncoderOptions? options = null)
    {
        var loaded = LoadedEncoder.Load(model, options?.GraphFile, options?.MaxTokens);
        try
        {
            return new CrossEncoder(loaded, ScoreHead.Decide(loaded, options?.ScoreIndex), options?.TimeProvider ?? TimeProvider.System);
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
    /// <exception cref="ArgumentException">The query is blank or too long.</exception>
    /// <exception cref="ModelOutputException">The model gave NaN or an infinity.</exception>
    public async Task<RerankScore> ScoreAsync(string query, string passage, CancellationToken cancellationToken = default) =>
        (await ScoreAsync([(query, passage)], null, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Scores pairs.</summary>
    /// <param name="pairs">The pairs. None gives an empty list.</param>
    /// <param name="options">Budget, long passages, priority and progress; Top does not apply.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>One score a pair, in the order given.</returns>
    /// <exception cref="ArgumentException">A query is blank or too long, or a passage is null.</exception>
    /// <exception cref="ModelOutputException">The model gave NaN or an infinity.</exception>
    public async Task<IReadOnlyList<RerankScore>> ScoreAsync(
        IReadOnlyList<(string Query, string Passage)> pairs, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var started = _clock.GetTimestamp();
        var plan = Plan(pairs, options ??= Defaults, started, cancellationToken);
        return await _scorer.ScoreAsync(plan, options, started, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ranks passages by how well they answer a query.</summary>
    /// <param name="query">The query; not blank, and short enough to leave room for a passage.</param>
    /// <param name="passages">The passages. None gives an empty ranking; blank ones keep their index and come last.</param>
    /// <param name="options">Top, budget, long passages, priority and progress.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <exception cref="ArgumentException">The query is blank or too long, or a passage is null.</exception>
    /// <exception cref="ModelOutputException">The model gave NaN or an infinity.</exception>
    public async Task<Reranking> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passages);
        var started = _clock.GetTimestamp();
        var plan = Plan([.. passages.Select(p => (query, p))], options ??= Defaults, started, cancellationToken);
        var scores = await _scorer.ScoreAsync(plan, options, started, cancellationToken).ConfigureAwait(false);
        var ranked = scores.OrderBy(s => s.State switch { PassageState.Scored => 0, PassageState.NotScored => 1, _ => 2 })
            .ThenByDescending(s => s.Logit)
            .ThenBy(s => s.Index);
        return new Reranking([.. ranked.Take(options.Top ?? int.MaxValue)], scores.Sum(s => s.Windows), _clock.GetElapsedTime(started))
        {
            Scored = scores.Count(s => s.State == PassageState.Scored),
            NotScored = scores.Count(s => s.State == PassageState.NotScored),
            Blank = scores.Count(s => s.State == PassageState.Blank),
            Truncated = scores.Count(s => s.DroppedTokens > 0),
        };
    }

    /// <summary>Frees the model once the runs in flight have ended. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _model.Dispose();

    private PairPlan Plan(
        IReadOnlyList<(string Query, string Passage)> pairs, RerankOptions options, long started, CancellationToken cancellationToken)
    {
        options.Demand();
        var plan = new PairPlan(_model, options);
        string? last = null;
        TokenizedText? query = null;
        var room = 0;
        for (var i = 0; i < pairs.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (text, passage) = pairs[i];
            if (passage is null)
                throw new ArgumentException($"Passage {i} is null. An empty string is accepted; null is not.", nameof(pairs));
            if (query is null || !string.Equals(text, last, StringComparison.Ordinal))
            {
                query = plan.Query(last = text, nameof(pairs));
                room = plan.Room(query, nameof(pairs));
            }

            if (_scorer.IsSpent(options, started))
                plan.AddLate(query, passage);
            else
                plan.Add(query, room, passage);
        }

        return plan;
    }
}
