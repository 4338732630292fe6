using Lodestone.Encoders;

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
        if (BlankText.IsBlank(query))
            throw new ArgumentException("The query is blank. Passages can be ranked only for a query with words.", nameof(query));
        int[] words = [.. Enumerable.Range(0, passages.Count).Where(i => !BlankText.IsBlank(passages[i]))];

        var started = _clock.GetTimestamp();
        options ??= new RerankOptions();
        var running = new EmbedOptions { Priority = options.Priority, TokensRead = options.TokensRead };
        var embeddings = await biEncoder
            .EmbedAsync([.. words.Select(i => passages[i])], EmbeddingRole.Document, running, cancellationToken)
            .ConfigureAwait(false);
        var corpus = new StageCost(_clock.GetElapsedTime(started), words.Length);

        started = _clock.GetTimestamp();
        var vector = await biEncoder.EmbedAsync([query], EmbeddingRole.Query, running, cancellationToken).ConfigureAwait(false);
        var places = Places(passages.Count, words, embeddings, vector.Values.Span);
        var queryEmbedding = new StageCost(_clock.GetElapsedTime(started), 1);

        var reranking = await crossEncoder.RerankAsync(
            query, passages, options with { Top = null, Budget = null }, cancellationToken).ConfigureAwait(false);
        return new EncoderComparison(
            query,
            biEncoder.Name,
            crossEncoder.Name,
            [.. reranking.Passages.Select((score, rank) =>
                new ComparedPassage(score.Index, passages[score.Index], places[score.Index], new CrossEncoderPlace(rank + 1, score)))],
            corpus,
            queryEmbedding,
            new StageCost(reranking.Elapsed, reranking.Runs));
    }

    private static BiEncoderPlace[] Places(int count, int[] words, EmbeddingBatch embeddings, ReadOnlySpan<float> query)
    {
        var places = new BiEncoderPlace[count];
        Array.Fill(places, new BiEncoderPlace(0, null, 0, 0));
        for (var i = 0; i < words.Length; i++)
        {
            var usage = embeddings.Usage[i];
            places[words[i]] = new BiEncoderPlace(0, BiEncoder.Similarity(query, embeddings[i].Span), usage.Tokens, usage.DroppedTokens);
        }

        var order = Enumerable.Range(0, count)
            .OrderByDescending(i => places[i].Similarity is not null)
            .ThenByDescending(i => places[i].Similarity)
            .ThenBy(i => i);
        var rank = 0;
        foreach (var index in order)
            places[index] = places[index] with { Rank = ++rank };
        return places;
    }
}
