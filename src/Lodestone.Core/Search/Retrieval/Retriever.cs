using Lodestone.Documents;
using Lodestone.Encoders;
using Lodestone.Filtering;
using Lodestone.Indexing;
using Lodestone.Search.Trace;
using Lodestone.Storage;

namespace Lodestone.Search.Retrieval;

/// <summary>Runs the first stages concurrently over one snapshot: BM25, and the bi-encoder with the vector index.</summary>
internal static class Retriever
{
    /// <exception cref="SearchFailedException">No stage succeeded, or the budget ended before the filter was evaluated.</exception>
    public static async Task<Retrieved> RunAsync(SearchRun run, CancellationToken cancellationToken)
    {
        var allowed = run.Options.Filter is not { } filter ? null
            : await StoreThreads.RunAsync(() => Match(filter, run, cancellationToken), cancellationToken).ConfigureAwait(false);
        var keyword = run.Options.Retrieval == RetrievalMode.Dense
            ? Skipped(run, StageTrace.Keyword, "retrieval is dense")
            : StoreThreads.RunAsync(() => Keyword(run, allowed, cancellationToken), cancellationToken);
        var dense = run.Options.Retrieval == RetrievalMode.Keyword
            ? Skipped(run, StageTrace.Dense, "retrieval is keyword")
            : DenseAsync(run, allowed, cancellationToken);
        await Task.WhenAll(keyword, dense).ConfigureAwait(false);
        var (words, meaning) = (await keyword.ConfigureAwait(false), await dense.ConfigureAwait(false));
        if (words is null && meaning is null)
            throw run.Tracer.AllFailed();
        return new Retrieved(words ?? Found.None, meaning ?? Found.None, allowed?.Count ?? run.Held.Snapshot.Keywords.Count);
    }

    /// <summary>Every passage that was found, once, with its ranks in both lists; by document id, then passage.</summary>
    /// <remarks>A key that an index has and the store lacks is damage of the index. It is left out, with a notice.</remarks>
    public static Candidate[] Join(Retrieved retrieved, SearchRun run)
    {
        var keys = new HashSet<long>(retrieved.Words.Keys);
        keys.UnionWith(retrieved.Meaning.Keys);
        var candidates = run.Held.Store.ReadPlaces([.. keys]).ToDictionary(p => p.Key, p => new Candidate(p));
        if (candidates.Count < keys.Count)
        {
            run.Tracer.Notice(
                $"The indexes found {keys.Count - candidates.Count} passages that the documents do not have; they were left out. The " +
                "indexes are damaged; rebuild them.");
        }

        foreach (var (candidate, score, rank) in Places(retrieved.Words, candidates))
            candidate.Bm25 = new StageScore(score, rank);
        foreach (var (candidate, score, rank) in Places(retrieved.Meaning, candidates))
            candidate.Similarity = new StageScore(score, rank);
        var joined = candidates.Values.ToArray();
        Array.Sort(joined, Candidate.CompareIdentity);
        return joined;
    }

    private static Task<Found?> Skipped(SearchRun run, string stage, string reason)
    {
        run.Tracer.Skip(stage, reason);
        return Task.FromResult<Found?>(null);
    }

    // No other stage can replace a failed filter: hits that it may forbid are never shown.
    private static KeySet Match(Filter filter, SearchRun run, CancellationToken cancellationToken)
    {
        using var stage = run.Tracer.Begin(StageTrace.Filter);
        var snapshot = run.Held.Snapshot;
        var key = (filter.ToString(), snapshot.Sequence);
        if (snapshot.Space.Filters.TryGet(key, out var known))
        {
            stage.CacheHits = 1;
        }
        else
        {
            var store = run.Held.Store;
            known = (store.Match(filter, new FilterWork(Look)), FilterCheck.UnknownFields(filter, store.Fields));
            snapshot.Space.Filters.Set(key, known, (int)Math.Min(int.MaxValue / 2, snapshot.MaxKey / 8));
        }

        if (run.Options.Strict && known.UnknownFields.Count > 0)
            FilterCheck.EnsureKnown(filter, run.Held.Store.Fields);
        run.Tracer.UnknownFields = known.UnknownFields;
        stage.Count = known.Keys.Count;
        return known.Keys;

        void Look()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (run.Options.Budget is { } budget && run.Tracer.Elapsed >= budget)
                throw SearchFailedException.BudgetSpent(budget);
        }
    }

    private static Found? Keyword(SearchRun run, KeySet? allowed, CancellationToken cancellationToken)
    {
        using var stage = run.Tracer.Begin(StageTrace.Keyword);
        try
        {
            var found = run.Held.Snapshot.Keywords.Search(run.Query, run.Options.Candidates, allowed, cancellationToken);
            stage.Count = found.Hits.Count;
            return new Found([.. found.Hits.Select(h => h.Key)], [.. found.Hits.Select(h => (double)h.Score)]);
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            return null;
        }
    }

    private static async Task<Found?> DenseAsync(SearchRun run, KeySet? allowed, CancellationToken cancellationToken)
    {
        if (run.Near is { } near)
            return await StoreThreads.RunAsync(() => Near(run, near, allowed, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (await EmbedAsync(run, cancellationToken).ConfigureAwait(false) is not { } vector)
            return null;
        return await StoreThreads.RunAsync(() => Dense(run, vector, allowed), cancellationToken).ConfigureAwait(false);
    }

    private static Found? Dense(SearchRun run, float[] vector, KeySet? allowed)
    {
        using var stage = run.Tracer.Begin(StageTrace.Dense);
        try
        {
            var snapshot = run.Held.Snapshot;
            var found = Search(run, vector, run.Options.Candidates, allowed, snapshot.Hidden);
            stage.Count = found.Count;
            return new Found([.. found.Select(h => h.Key)], [.. found.Select(h => (double)h.Score)]);
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            return null;
        }
    }

    private static IReadOnlyList<IndexHit> Search(SearchRun run, ReadOnlySpan<float> vector, int top, KeySet? allowed, KeySet? hidden)
    {
        var found = run.Held.Snapshot.Vectors.Search(vector, new VectorQuery
        {
            Top = top,
            Exact = run.Options.Exact,
            EfSearch = run.Options.EfSearch,
            Allowed = allowed,
            MaxKey = run.Held.Snapshot.MaxKey,
            Hidden = hidden,
        });
        run.Tracer.Took(found.Path);
        run.Tracer.Approximate |= found.IsApproximate;
        return found.Hits;
    }

    // Every passage of a document is searched for, and a candidate counts by the passage it is nearest to: one that is like any part of
    // the document is found, which one mean vector of all parts would miss.
    private static Found? Near(SearchRun run, SearchTarget near, KeySet? allowed, CancellationToken cancellationToken)
    {
        run.Tracer.Skip(StageTrace.Embed, near.Vector is null ? "the document's vectors are stored" : "the vector was given");
        using var stage = run.Tracer.Begin(StageTrace.Dense);
        try
        {
            var (vectors, own) = near.Vector is { } given ? ([given], []) : Vectors(run, near.DocumentId!);
            var hidden = run.Held.Snapshot.Hidden;
            if (own.Count > 0)
                hidden = KeySet.Of(hidden is null ? own : own.Concat(hidden.Keys()));
            var top = (int)Math.Min(SearchOptions.MaxCandidates, run.Options.Candidates + (long)own.Count);
            var best = new Dictionary<long, double>();
            for (var i = 0; i < vectors.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (i > 0 && run.Options.Budget is { } budget && run.Tracer.Elapsed >= budget)
                {
                    run.Tracer.Notice($"The budget was spent when {i} of the document's {vectors.Count} passages had been searched for.");
                    break;
                }

                foreach (var hit in Search(run, vectors[i].Span, top, allowed, hidden))
                    best[hit.Key] = Math.Max(hit.Score, best.GetValueOrDefault(hit.Key, double.MinValue));
            }

            KeyValuePair<long, double>[] found =
                [.. best.OrderByDescending(b => b.Value).ThenBy(b => b.Key).Take(run.Options.Candidates)];
            stage.Count = found.Length;
            return new Found([.. found.Select(f => f.Key)], [.. found.Select(f => f.Value)]);
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            return null;
        }
    }

    private static (IReadOnlyList<ReadOnlyMemory<float>> Vectors, IReadOnlyList<long> Keys) Vectors(SearchRun run, string id)
    {
        var vectors = run.Held.Store.ReadVectors(run.Held.Snapshot.Space.Stored, id) ?? throw NotFound(id);
        if (vectors.Count == 0)
            run.Tracer.Notice("The document has no words, so no document is like it.");
        return ([.. vectors.Select(v => (ReadOnlyMemory<float>)v.Vector)], [.. vectors.Select(v => v.Key)]);
    }

    /// <summary>The exception for a document that the collection does not have.</summary>
    public static InvalidArgumentException NotFound(string id) => new(
        ErrorCodes.DocumentNotFound, $"The collection has no document '{DocumentRules.Shown(id)}'. Ids are compared exactly.", nameof(id))
    {
        Found = id,
        Accepted = "the id of a document of the collection",
    };

    private static async Task<float[]?> EmbedAsync(SearchRun run, CancellationToken cancellationToken)
    {
        using var stage = run.Tracer.Begin(StageTrace.Embed);
        var (space, query) = (run.Held.Snapshot.Space, run.Query);
        stage.Count = 1;
        if (space.Queries.TryGet(query, out var known))
        {
            stage.CacheHits = 1;
            return known;
        }

        try
        {
            var encoder = await space.Encoder.GetAsync(cancellationToken).ConfigureAwait(false);
            stage.Model = encoder.Name;
            var running = new EmbedOptions
            {
                Priority = run.Options.Priority,
                Ticket = run.Ticket,
                TokensRead = run.Options.TokensRead,
            };
            var left = run.Options.Budget - run.Tracer.Elapsed;
            var (vector, usage) = await encoder.EmbedQueryAsync(query, running, left, cancellationToken).ConfigureAwait(false);
            (stage.ModelRuns, stage.Tokens) = (1, usage.Tokens);
            if (usage.DroppedTokens > 0)
            {
                run.Tracer.Notice(
                    $"The bi-encoder read the query without {usage.DroppedTokens} of its tokens" +
                    (encoder.MaxTokens is { } most ? $": it reads {most} at once." : "."));
            }

            space.Queries.Set(query, vector, (vector.Length * sizeof(float)) + (query.Length * sizeof(char)));
            return vector;
        }
        catch (Exception failure) when (stage.Degrades(failure))
        {
            return null;
        }
    }

    // The indexes do not know documents, and return equal scores in the order of hashes.
    private static IEnumerable<(Candidate Candidate, double Score, int Rank)> Places(
        Found list, Dictionary<long, Candidate> candidates)
    {
        var known = list.Keys.Zip(list.Scores).Where(found => candidates.ContainsKey(found.First)).ToArray();
        Candidate[] placed = [.. known.Select(found => candidates[found.First])];
        double[] scores = [.. known.Select(found => found.Second)];
        Candidate.Order(placed, scores);
        return placed.Zip(scores).Select((pair, i) => (pair.First, pair.Second, i + 1));
    }
}

/// <summary>The results of the first stages; empty for a stage that did not run, or failed.</summary>
/// <param name="Words">What BM25 found.</param>
/// <param name="Meaning">What the bi-encoder found.</param>
/// <param name="Findable">The number of passages that might be found: those of the filter, or else of the collection.</param>
internal sealed record Retrieved(Found Words, Found Meaning, long Findable);

/// <summary>The results of one stage: passage keys and their scores, best first.</summary>
internal sealed record Found(IReadOnlyList<long> Keys, IReadOnlyList<double> Scores)
{
    public static Found None { get; } = new([], []);
}

/// <summary>A candidate as a reranker reads it.</summary>
internal abstract class ShortlistEntry
{
    public StageScore Fused { get; set; }

    public RerankOutcome Outcome { get; set; } = RerankOutcome.NotAsked;

    /// <summary>The score, also of a candidate that was read only to decide the share.</summary>
    public RerankScore? Read { get; set; }

    /// <summary>The score of a candidate that is reranked.</summary>
    public RerankScore? Score => Outcome == RerankOutcome.Reranked ? Read : null;
}

/// <summary>A passage on its way through the stages of one search.</summary>
internal sealed class Candidate(PassageLocation passage) : ShortlistEntry
{
    public PassageLocation Passage { get; } = passage;

    public StageScore? Bm25 { get; set; }

    public StageScore? Similarity { get; set; }

    public StageScore? Logit { get; set; }

    public double FinalScore { get; set; }

    /// <summary>Equal scores are in the order of document ids, then of passages: the same input gives the same list.</summary>
    public static int CompareIdentity(Candidate left, Candidate right)
    {
        var documents = string.CompareOrdinal(left.Passage.DocumentId, right.Passage.DocumentId);
        return documents != 0 ? documents : left.Passage.Ordinal.CompareTo(right.Passage.Ordinal);
    }

    /// <summary>Sorts candidates and their scores, best first.</summary>
    public static void Order(Candidate[] candidates, double[] scores)
    {
        var order = Enumerable.Range(0, candidates.Length).ToArray();
        Array.Sort(order, (left, right) =>
        {
            var byScore = scores[right].CompareTo(scores[left]);
            return byScore != 0 ? byScore : CompareIdentity(candidates[left], candidates[right]);
        });
        Candidate[] ordered = [.. order.Select(i => candidates[i])];
        double[] sorted = [.. order.Select(i => scores[i])];
        ordered.CopyTo(candidates, 0);
        sorted.CopyTo(scores, 0);
    }
}
