using Lodestone.Encoders;
using Lodestone.Search.Trace;

namespace Lodestone;

/// <summary>Compares how a bi-encoder and a cross-encoder rank the same passages for the same query.</summary>
/// <remarks>Thread-safe. The caller keeps ownership of the encoders.</remarks>
/// <param name="biEncoder">Encodes the query and the passages separately.</param>
/// <param name="crossEncoder">Reads the query and each passage together.</param>
/// <param name="timeProvider">The clock that measures the costs. Default: the system's.</param>
public sealed class EncoderComparer(BiEncoder biEncoder, CrossEncoder crossEncoder, TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _clock = timeProvider ?? TimeProvider.System;

    /// <summary>Ranks the passages both ways, one stage after the other, so that each stage's cost is its own.</summary>
    /// <param name="query">The query; not blank.</param>
    /// <param name="passages">The passages; an empty list returns an empty comparison, blank ones come last in both rankings.</param>
    /// <param name="options">How both encoders are run; Top and Budget do not apply.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="query"/> is blank or too long, or an element of <paramref name="passages"/> is null.
    /// </exception>
    public async Task<EncoderComparison> CompareAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passages);
        if (Document.IsBlank(query))
        {
            throw new InvalidArgumentException(
                ErrorCodes.QueryBlank, "The query is blank. Passages can be ranked only for a query with words.", nameof(query));
        }

        int[] words = [.. Enumerable.Range(0, passages.Count).Where(i => !Document.IsBlank(passages[i]))];

        var started = _clock.GetTimestamp();
        options ??= new RerankOptions();
        // One comparison is one arrival.
        options = options with { Ticket = options.Ticket ?? WorkTicket.Take() };
        var (read, embeddings) = await EmbedAsync(
            [.. words.Select(i => passages[i])], EmbeddingRole.Document, options, started, cancellationToken).ConfigureAwait(false);
        var (asked, vector) = await EmbedAsync([query], EmbeddingRole.Query, options, started, cancellationToken).ConfigureAwait(false);
        var similarities = new float?[passages.Count];
        var usage = new TokenUsage[passages.Count];
        for (var i = 0; i < words.Length; i++)
        {
            similarities[words[i]] = BiEncoder.Similarity(vector.Values.Span, embeddings[i].Span);
            usage[words[i]] = embeddings.Usage[i];
        }

        var ranks = Ranks(similarities);
        var tokens = new TokenSum(options.TokensRead);
        var pairsStarted = _clock.GetElapsedTime(started);
        var reranking = await crossEncoder.RerankAsync(
            query, passages, options with { Top = null, Budget = null, TokensRead = tokens }, cancellationToken).ConfigureAwait(false);
        return new EncoderComparison(
            query,
            biEncoder.Name,
            crossEncoder.Name,
            [.. reranking.Passages.Select((score, rank) => new ComparedPassage(
                score.Index, passages[score.Index], ranks[score.Index], similarities[score.Index], usage[score.Index], rank + 1, score))],
            read,
            asked,
            new StageTrace
            {
                Stage = StageTrace.Rerank,
                Started = pairsStarted,
                Elapsed = reranking.Elapsed,
                Count = reranking.Scored,
                ModelRuns = reranking.Runs,
                Tokens = tokens.Total,
            });
    }

    /// <summary>Explains the scores of both encoders for one passage, one after the other, so that each one's cost is its own.</summary>
    /// <param name="query">The query; not blank.</param>
    /// <param name="passage">The passage; a blank one has no parts.</param>
    /// <param name="options">The parts, and how both encoders are run. Default: words, up to 100.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    public async Task<ScoreExplanation> ExplainAsync(
        string query, string passage, ExplainOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ExplainOptions();
        options = options with { Ticket = options.Ticket ?? WorkTicket.Take() };
        var started = _clock.GetTimestamp();
        var bi = await biEncoder.ExplainAsync(query, passage, options, cancellationToken).ConfigureAwait(false);
        var between = _clock.GetTimestamp();
        var cross = await crossEncoder.ExplainAsync(query, passage, options, cancellationToken).ConfigureAwait(false);
        return new ScoreExplanation(bi, _clock.GetElapsedTime(started, between), cross, _clock.GetElapsedTime(between));
    }

    private async Task<(StageTrace Trace, EmbeddingBatch Embeddings)> EmbedAsync(
        string[] texts, EmbeddingRole role, RerankOptions options, long started, CancellationToken cancellationToken)
    {
        var from = _clock.GetElapsedTime(started);
        var tokens = new TokenSum(options.TokensRead);
        var running = new EmbedOptions { Priority = options.Priority, Ticket = options.Ticket, TokensRead = tokens };
        var embeddings = await biEncoder.EmbedAsync(texts, role, running, cancellationToken).ConfigureAwait(false);
        var trace = new StageTrace
        {
            Stage = StageTrace.Embed,
            Started = from,
            Elapsed = _clock.GetElapsedTime(started) - from,
            Count = texts.Length,
            ModelRuns = texts.Length,
            Tokens = tokens.Total,
        };
        return (trace, embeddings);
    }

    private static int[] Ranks(float?[] similarities)
    {
        var ranks = new int[similarities.Length];
        var order = Enumerable.Range(0, similarities.Length)
            .OrderByDescending(i => similarities[i] is not null)
            .ThenByDescending(i => similarities[i])
            .ThenBy(i => i);
        var rank = 0;
        foreach (var index in order)
            ranks[index] = ++rank;
        return ranks;
    }
}

/// <summary>How much each part of one passage counts for the scores of both encoders.</summary>
/// <param name="BiEncoder">The bi-encoder's explanation, in cosine.</param>
/// <param name="BiEncoderElapsed">Its time, the query's embedding included.</param>
/// <param name="CrossEncoder">The cross-encoder's explanation, in logits.</param>
/// <param name="CrossEncoderElapsed">Its time.</param>
public sealed record ScoreExplanation(
    Explanation BiEncoder, TimeSpan BiEncoderElapsed, Explanation CrossEncoder, TimeSpan CrossEncoderElapsed);
