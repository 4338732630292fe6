using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>
/// Indexes one stream of documents as a pipeline. Three batches are in flight concurrently: one is read and chunked into passages while
/// another is embedded and a third is written, so that only the model is ever a bottleneck.
/// </summary>
internal sealed class IndexingRun(DocumentWriter writer, TimeProvider clock, IProgress<IndexingProgress>? progress)
{
    /// <summary>The maximum documents of a batch.</summary>
    public const int BatchDocuments = 1_000;

    /// <summary>
    /// Characters after which a batch is written: about 65,000 tokens, some seconds of embedding, the most that a crash can cost.
    /// </summary>
    public const int BatchCharacters = 262_144;

    /// <summary>
    /// Characters after which the first batch is written; each next one has twice as many, up to <see cref="BatchCharacters"/>. A run that
    /// ends early, by a crash or because its user goes away, keeps something.
    /// </summary>
    public const int FirstBatchCharacters = 16_384;

    private readonly IndexingTally _tally = new(clock);

    /// <summary>What the run has seen of its source.</summary>
    public IndexingTally Tally => _tally;

    public async Task<IndexingReport> RunAsync(IAsyncEnumerable<ReadItem> source, CancellationToken cancellationToken)
    {
        using var activity = LodestoneDiagnostics.Activities.StartActivity("lodestone.index");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var planned = Channel.CreateBounded<ReadBatch>(1);
        var embedded = Channel.CreateBounded<ReadBatch>(1);
        Task[] stages =
        [
            StageAsync(() => ReadAsync(source, planned.Writer, stop.Token), planned.Writer, stop),
            StageAsync(() => EmbedAsync(planned.Reader, embedded.Writer, stop.Token), embedded.Writer, stop),
            StageAsync(() => CommitAsync(embedded.Reader, stop.Token), null, stop),
        ];
        await Task.WhenAll(stages).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        // The stage that failed first cancelled the others.
        var failure = Array.Find(stages, s => s.IsFaulted) ?? Task.WhenAll(stages);
        await failure.ConfigureAwait(false);
        var report = _tally.Report();
        activity?.SetTag("lodestone.documents", report.Added + report.Replaced);
        activity?.SetTag("lodestone.problems", report.Problems.Count);
        return report;
    }

    private static async Task StageAsync(Func<Task> work, ChannelWriter<ReadBatch>? output, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(work, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            output?.TryComplete();
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<ReadItem> source, ChannelWriter<ReadBatch> output, CancellationToken cancellationToken)
    {
        var batch = new List<ReadItem>();
        var (characters, most) = (0L, FirstBatchCharacters);
        await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (_tally.Take(item) is not { } document)
                continue;
            batch.Add(item);
            characters += document.Text.Length;
            if (batch.Count < BatchDocuments && characters < most)
                continue;
            most = Math.Min(2 * most, BatchCharacters);
            await output.WriteAsync(Plan(writer, batch, cancellationToken), cancellationToken).ConfigureAwait(false);
            (batch, characters) = ([], 0);
        }

        if (batch.Count > 0)
            await output.WriteAsync(Plan(writer, batch, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // A document that cannot be chunked is a problem of the report, and the others are planned without it.
    private ReadBatch Plan(DocumentWriter into, IReadOnlyList<ReadItem> items, CancellationToken cancellationToken)
    {
        while (true)
        {
            var refused = new Dictionary<int, ComponentException>();
            var plan = into.Plan([.. items.Select(i => i.Document!)], cancellationToken, refused);
            plan.Origins = [.. items.Select(Origin.Of)];
            if (refused.Count == 0)
                return new ReadBatch(items, plan);
            items = Without(items, refused);
        }
    }

    private async Task EmbedAsync(
        ChannelReader<ReadBatch> input, ChannelWriter<ReadBatch> output, CancellationToken cancellationToken)
    {
        await foreach (var planned in input.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var batch = await EmbedAsync(writer, planned, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReadBatch> EmbedAsync(DocumentWriter into, ReadBatch batch, CancellationToken cancellationToken)
    {
        var embedding = progress is null ? null : new EachText(this);
        while (await into.EmbedAsync(batch.Plan, embedding, isolate: true, cancellationToken).ConfigureAwait(false)
            is { Count: > 0 } failed)
        {
            // The vectors that were made are found again; only those of documents that cannot be embedded are missing.
            var again = Plan(into, Without(batch.Items, failed), cancellationToken);
            (again.Plan.Embedded, again.Plan.TokensDropped) = (batch.Plan.Embedded, batch.Plan.TokensDropped);
            batch = again;
        }

        return batch;
    }

    private async Task CommitAsync(ChannelReader<ReadBatch> input, CancellationToken cancellationToken)
    {
        var into = writer;
        await foreach (var embedded in input.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var batch = embedded;
            while (batch.Items.Count > 0)
            {
                if (await into.CommitAsync(batch.Plan, cancellationToken).ConfigureAwait(false) is { } report)
                {
                    _tally.Committed(batch.Plan.Given, report);
                    progress?.Report(_tally.Progress());
                    break;
                }

                into = await into.RenewAsync(cancellationToken).ConfigureAwait(false);
                batch = await EmbedAsync(into, Plan(into, batch.Items, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private List<ReadItem> Without(IReadOnlyList<ReadItem> items, IReadOnlyDictionary<int, ComponentException> refused)
    {
        foreach (var (index, failure) in refused)
        {
            var reason = $"Document '{items[index].Document!.Id}': {failure.Message}";
            _tally.Refuse(items[index], ReadProblemKind.NotIndexed, reason, failure.Code);
        }

        return [.. items.Where((_, i) => !refused.ContainsKey(i))];
    }

    private sealed record ReadBatch(IReadOnlyList<ReadItem> Items, BatchPlan Plan);

    // Called from the workers after every text.
    private sealed class EachText(IndexingRun run) : IProgress<int>
    {
        public void Report(int value)
        {
            if (run._tally.Embedded())
                run.Notify();
        }
    }

    private void Notify() => progress?.Report(_tally.Progress());
}

/// <summary>Documents of an application as items of a source.</summary>
internal static class ReadItems
{
    // The name of the source in problems; a document's number in it is its line.
    private const string Source = "documents";

    public static async IAsyncEnumerable<ReadItem> Of(
        IAsyncEnumerable<Document> documents, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var line = 0L;
        await foreach (var document in documents.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            line++;
            var problem = document is not null ? null
                : new ReadProblem(Source, line, ReadProblemKind.UnusableField, "The document is null.");
            yield return new ReadItem { Document = document, Problem = problem, Path = Source, Line = line };
        }
    }
}
