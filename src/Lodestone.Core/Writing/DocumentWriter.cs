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
    private readonly BiEncoder _biEncoder;
    private readonly Chunker _chunker;
    private readonly WriteOptions _options;

    // The vectors of batches that are embedded but may not be committed yet, so that a text in two of them is embedded once.
    private readonly Queue<Dictionary<InputHash, float[]?>> _underWay = [];

    private DocumentWriter(DocumentStore store, BatchCommitter committer, StoredSpace space, BiEncoder biEncoder, WriteOptions options)
    {
        _store = store;
        _committer = committer;
        _space = space;
        _biEncoder = biEncoder;
        _chunker = new Chunker(biEncoder, SpaceSettings.Passages(space.Space, store.Path));
        _options = options;
    }

    /// <exception cref="ModelLoadException">The space's bi-encoder cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public static async Task<DocumentWriter> CreateAsync(
        DocumentStore store, BatchCommitter committer, WriteOptions options, CancellationToken cancellationToken)
    {
        var space = committer.Space;
        var biEncoder = await space.Encoder.GetAsync(cancellationToken).ConfigureAwait(false);
        return new DocumentWriter(store, committer, space.Stored, biEncoder, options);
    }

    /// <summary>Runs one batch from documents to a report.</summary>
    public async Task<UpsertReport> WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        var plan = await Task.Run(() => Plan(documents, cancellationToken), cancellationToken).ConfigureAwait(false);
        await EmbedAsync(plan, null, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans a batch: all work except the model runs and the commit.</summary>
    public BatchPlan Plan(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
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

            var passages = _chunker.SplitCancellable(documents[index], cancellationToken);
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
    public async Task EmbedAsync(BatchPlan plan, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        foreach (var (input, vector) in plan.Vectors)
        {
            if (vector is null && _underWay.FirstOrDefault(v => v.GetValueOrDefault(input) is not null) is { } other)
                plan.Vectors[input] = other[input];
        }

        var missing = new Dictionary<InputHash, ReadOnlyMemory<int>>();
        foreach (var document in plan.Documents)
        {
            for (var i = 0; i < document.Passages.Count; i++)
            {
                if (plan.Vectors[document.Inputs[i]] is null && !missing.ContainsKey(document.Inputs[i]))
                    missing.Add(document.Inputs[i], document.Passages[i].TokenIds);
            }
        }

        if (missing.Count > 0)
        {
            var flat = new float[missing.Count * _biEncoder.Dimensions];
            var running = new EmbedOptions { Priority = _options.Priority, TokensRead = _options.TokensRead, Progress = progress };
            var usage = await _biEncoder.EmbedAsync([.. missing.Values], flat, running, cancellationToken).ConfigureAwait(false);
            var index = 0;
            foreach (var input in missing.Keys)
                plan.Vectors[input] = flat[(index * _biEncoder.Dimensions)..(++index * _biEncoder.Dimensions)];
            plan.TokensDropped = usage.Sum(u => u.DroppedTokens);
            LodestoneDiagnostics.ModelRuns.Add(missing.Count, Stage);
            LodestoneDiagnostics.ModelTokens.Add(usage.Sum(u => (long)u.Tokens), Stage);
        }

        plan.Embedded = missing.Count;
        _underWay.Enqueue(plan.Vectors);
        if (_underWay.Count > 3)
            _underWay.Dequeue();
    }

    /// <summary>Commits the batch; plans it again when the collection has changed meanwhile.</summary>
    public async Task<UpsertReport> CommitAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        CommittedBatch committed;
        DocumentChange[] changes;
        try
        {
            (committed, changes) = await _committer.UpsertAsync(plan, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (StalePlanException)
        {
            // Each retry means that another batch was committed, so some writer always makes progress.
            var again = await CreateAsync(_store, _committer, _options, cancellationToken).ConfigureAwait(false);
            return await again.WriteAsync(plan.Given, cancellationToken).ConfigureAwait(false);
        }

        var report = new UpsertReport(
            changes,
            committed.Added.Count,
            plan.Embedded,
            [.. plan.Documents.Where(d => d.Passages.Count == 0).Select(d => d.Document.Id)],
            plan.TokensDropped,
            committed.Sequence);
        foreach (var change in Enum.GetValues<DocumentChange>())
        {
            if (report.Count(change) is > 0 and var count)
                LodestoneDiagnostics.IndexedDocuments.Add(count, new KeyValuePair<string, object?>("change", change.ToString()));
        }

        LodestoneDiagnostics.IndexedPassages.Add(report.Passages);
        return report;
    }
}
