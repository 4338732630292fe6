using Lodestone.Collections;
using Lodestone.Encoders;
using Lodestone.Spaces;

namespace Lodestone.Writing;

/// <summary>Writes documents into the space that is active: plans, embeds, commits.</summary>
internal sealed class DocumentWriter
{
    private readonly CollectionCore _core;
    private readonly BatchPlanner _planner;
    private readonly WriteOptions _options;

    private DocumentWriter(CollectionCore core, BatchPlanner planner, WriteOptions options)
    {
        _core = core;
        _planner = planner;
        _options = options;
    }

    /// <exception cref="ModelLoadException">The space's bi-encoder cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public static async Task<DocumentWriter> CreateAsync(CollectionCore core, WriteOptions options, CancellationToken cancellationToken)
    {
        var runtime = core.WritableRuntime();
        var biEncoder = await runtime.Encoder.GetAsync(cancellationToken).ConfigureAwait(false);
        var passages = SpaceSettings.Passages(runtime.Stored.Space, core.Store.Path);
        var splitter = new Chunker(biEncoder, passages);
        return new DocumentWriter(core, new BatchPlanner(core.Store, runtime.Stored, biEncoder, splitter, options), options);
    }

    /// <summary>One batch, from documents to a report.</summary>
    public async Task<UpsertReport> WriteAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        var plan = await Task.Run(() => Plan(documents, cancellationToken), cancellationToken).ConfigureAwait(false);
        await EmbedAsync(plan, null, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    public BatchPlan Plan(IReadOnlyList<Document> documents, CancellationToken cancellationToken) =>
        _planner.Plan(documents, cancellationToken);

    public Task EmbedAsync(BatchPlan plan, IProgress<int>? progress, CancellationToken cancellationToken) =>
        _planner.EmbedAsync(plan, progress, cancellationToken);

    public async Task<UpsertReport> CommitAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        CommittedBatch committed;
        try
        {
            committed = await _core.ChangeAsync(committer => committer.Commit(plan, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StalePlanException)
        {
            // Each time this happens another batch has been written, so some writer always gets on.
            var again = await CreateAsync(_core, _options, cancellationToken).ConfigureAwait(false);
            return await again.WriteAsync(plan.Given, cancellationToken).ConfigureAwait(false);
        }

        var report = new UpsertReport(
            committed.Changes,
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
