using Lodestone.Documents;
using Lodestone.Encoders;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>
/// Writes documents into the active space: finds the new ones of a batch, chunks them into passages, embeds the passages without a known
/// vector, and commits.
/// </summary>
internal sealed class DocumentWriter
{
    private static readonly KeyValuePair<string, object?> Stage = new("stage", "index");

    private readonly DocumentStore _store;
    private readonly BatchCommitter _committer;
    private readonly StoredSpace _space;
    private readonly PassageEncoder _encoder;
    private readonly Chunker _chunker;
    private readonly WriteOptions _options;

    // The vectors of batches that are embedded but may not be committed yet, so that a text in two of them is embedded once.
    private readonly Queue<Dictionary<InputHash, float[]?>> _underWay = [];

    private DocumentWriter(
        DocumentStore store,
        BatchCommitter committer,
        StoredSpace space,
        PassageEncoder encoder,
        IChunker? chunker,
        WriteOptions options)
    {
        _store = store;
        _committer = committer;
        _space = space;
        _encoder = encoder;
        _chunker = new Chunker(encoder.Tokenizer, SpaceSettings.Passages(space.Space, store.Path), chunker);
        _options = options;
    }

    /// <exception cref="ModelLoadException">The space's bi-encoder cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public static async Task<DocumentWriter> CreateAsync(
        DocumentStore store, BatchCommitter committer, WriteOptions options, CancellationToken cancellationToken)
    {
        var space = committer.Space;
        var encoder = await space.Encoder.GetAsync(cancellationToken).ConfigureAwait(false);
        if (space.Stored.Space.Embedder == SpaceEmbedder.ModelFolder && encoder.Reference != space.Stored.Space.Model)
            await committer.RepointAsync(space, encoder.Reference, cancellationToken).ConfigureAwait(false);
        return new DocumentWriter(store, committer, space.Stored, encoder, space.Chunker, options);
    }

    /// <summary>Runs one batch from documents to a report.</summary>
    public async Task<UpsertReport> WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        for (var writer = this; ; writer = await writer.RenewAsync(cancellationToken).ConfigureAwait(false))
        {
            var current = writer;
            var plan = await Task.Run(() => current.Plan(documents, cancellationToken), cancellationToken).ConfigureAwait(false);
            await writer.EmbedAsync(plan, null, isolate: false, cancellationToken).ConfigureAwait(false);
            if (await writer.CommitAsync(plan, cancellationToken).ConfigureAwait(false) is { } report)
                return report;
        }
    }

    /// <summary>A writer into the space that is active now, for a batch whose plan is outdated.</summary>
    /// <exception cref="ModelLoadException">The space's bi-encoder cannot be used.</exception>
    public Task<DocumentWriter> RenewAsync(CancellationToken cancellationToken) =>
        CreateAsync(_store, _committer, _options, cancellationToken);

    /// <summary>Plans a batch: all work except the model runs and the commit.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="cancellationToken">Honoured between documents.</param>
    /// <param name="refused">
    /// Receives the documents that cannot be chunked, by index; with any, plan the others again. Default: null, such a document is thrown.
    /// </param>
    public BatchPlan Plan(
        IReadOnlyList<Document> documents, CancellationToken cancellationToken, Dictionary<int, ComponentException>? refused = null)
    {
        var changes = new DocumentChange?[documents.Count];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < documents.Count; i++)
        {
            DocumentRules.Check(documents[i], nameof(documents));
            if (last.TryGetValue(documents[i].Id, out var earlier))
                changes[earlier] = DocumentChange.Superseded;
            last[documents[i].Id] = i;
        }

        using var snapshot = _store.Snapshot();
        var unchanged = snapshot.FindUnchanged(last.Values.Select(i => documents[i]));
        var planned = new List<PlannedDocument>();
        foreach (var index in last.Values.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (unchanged.Contains(documents[index].Id))
            {
                changes[index] = DocumentChange.Unchanged;
                continue;
            }

            IReadOnlyList<Passage> passages;
            try
            {
                passages = _chunker.SplitCancellable(documents[index], cancellationToken);
            }
            catch (ComponentException failure) when (refused is not null)
            {
                refused[index] = failure;
                continue;
            }

            planned.Add(new PlannedDocument(index, documents[index], passages, [.. passages.Select(p => InputHash.Of(p.Input))]));
        }

        var known = snapshot.FindVectors(_space, planned.SelectMany(p => p.Inputs));
        var vectors = new Dictionary<InputHash, float[]?>();
        foreach (var input in planned.SelectMany(p => p.Inputs))
            vectors.TryAdd(input, known.GetValueOrDefault(input));
        return new BatchPlan
        {
            Given = documents,
            Space = _space.Number,
            Sequence = snapshot.Sequence,
            Changes = changes,
            Documents = planned,
            Vectors = vectors,
        };
    }

    /// <summary>Runs the model. One batch at a time.</summary>
    /// <param name="plan">The plan, which receives the vectors.</param>
    /// <param name="progress">Receives progress after each text. Default: not wanted.</param>
    /// <param name="isolate">Whether a document that cannot be embedded is returned, or ends the call.</param>
    /// <param name="cancellationToken">Honoured between runs.</param>
    /// <returns>
    /// The documents that cannot be embedded, by their index among those given. With any, the plan is not complete: plan the others again.
    /// </returns>
    public async Task<IReadOnlyDictionary<int, ComponentException>> EmbedAsync(
        BatchPlan plan, IProgress<int>? progress, bool isolate, CancellationToken cancellationToken)
    {
        foreach (var (input, vector) in plan.Vectors)
        {
            if (vector is null && _underWay.FirstOrDefault(v => v.GetValueOrDefault(input) is not null) is { } other)
                plan.Vectors[input] = other[input];
        }

        var missing = new Dictionary<InputHash, (Passage Passage, int Owner)>();
        foreach (var document in plan.Documents)
        {
            for (var i = 0; i < document.Passages.Count; i++)
            {
                if (plan.Vectors[document.Inputs[i]] is null)
                    missing.TryAdd(document.Inputs[i], (document.Passages[i], document.Index));
            }
        }

        var failed = new Dictionary<int, ComponentException>();
        if (missing.Count > 0)
        {
            var running = new EmbedOptions { Priority = _options.Priority, TokensRead = _options.TokensRead, Progress = progress };
            int[]? owners = isolate ? [.. missing.Values.Select(m => m.Owner)] : null;
            var embedded = await _encoder.EmbedAsync([.. missing.Values.Select(m => m.Passage)], running, owners, cancellationToken)
                .ConfigureAwait(false);
            var index = 0;
            foreach (var (input, (_, owner)) in missing)
            {
                if (embedded.Failures.TryGetValue(index, out var failure))
                    failed.TryAdd(owner, failure);
                plan.Vectors[input] = embedded.Vectors[index++];
            }

            var runs = embedded.Vectors.Count(v => v is not null);
            plan.TokensDropped += embedded.DroppedTokens;
            plan.Embedded += runs;
            LodestoneDiagnostics.ModelRuns.Add(runs, Stage);
            LodestoneDiagnostics.ModelTokens.Add(embedded.Tokens, Stage);
        }

        _underWay.Enqueue(plan.Vectors);
        if (_underWay.Count > 3)
            _underWay.Dequeue();
        return failed;
    }

    /// <summary>Commits the batch.</summary>
    /// <returns>
    /// Null when the collection has changed since the batch was planned, and nothing was written. Each time another batch was committed,
    /// so some writer always makes progress.
    /// </returns>
    public async Task<UpsertReport?> CommitAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        CommittedBatch committed;
        DocumentChange[] changes;
        try
        {
            (committed, changes) = await _committer.UpsertAsync(plan, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (StalePlanException)
        {
            return null;
        }

        var report = new UpsertReport(
            changes,
            committed.Added.Count,
            plan.Embedded,
            [.. plan.Documents.Where(d => d.Passages.Count == 0).Select(d => d.Document.Id)],
            plan.TokensDropped,
            committed.Sequence);
        Count(report);
        return report;
    }

    /// <summary>Adds a committed batch to the metrics.</summary>
    public static void Count(UpsertReport report)
    {
        foreach (var change in Enum.GetValues<DocumentChange>())
        {
            if (report.Count(change) is > 0 and var count)
                LodestoneDiagnostics.IndexedDocuments.Add(count, new KeyValuePair<string, object?>("change", change.ToString()));
        }

        LodestoneDiagnostics.IndexedPassages.Add(report.Passages);
    }
}
