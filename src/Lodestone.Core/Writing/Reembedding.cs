using Lodestone.Diagnostics;
using Lodestone.Encoders;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Re-embeds a collection with another bi-encoder beside its current vectors, and switches when nothing is missing.</summary>
internal sealed class Reembedding(
    DocumentStore store, BatchCommitter committer, SnapshotHistory history, IChunker? chunker, TimeProvider clock, CollectionLog log)
    : IDisposable
{
    private const int DocumentsAtOnce = 256;

    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Runs to the end; a concurrent call waits for the one before.</summary>
    public async Task<ReembeddingReport> RunAsync(
        Func<CancellationToken, Task<PassageEncoder>> load,
        PassageOptions? passages,
        IProgress<(long Documents, long TotalDocuments)>? progress,
        CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var space = committer.Space;
            var former = space.Stored.Space.Name;
            // The store is read synchronously, and a model may be loaded before the first wait.
            var encoder = await Task.Run(() => load(cancellationToken), cancellationToken).ConfigureAwait(false);
            var wanted = await encoder.DescribeAsync(passages, cancellationToken).ConfigureAwait(false);
            var run = new Run(encoder, wanted, new Chunker(encoder.Tokenizer, passages, chunker), progress);
            if (wanted.IsSameAs(space.Stored.Space))
            {
                run.IsCurrent = true;
                await space.Encoder.UseAsync(encoder, cancellationToken).ConfigureAwait(false);
                if (wanted.Embedder == SpaceEmbedder.ModelFolder)
                    await committer.RepointAsync(space, encoder.Reference, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                log.Reembedding(wanted.Name);
                history.Notices =
                    [$"The collection is being embedded with '{wanted.Name}'; until that has ended, searches use '{former}'."];
                await ChangeAsync(run, cancellationToken).ConfigureAwait(false);
                log.Reembedded(wanted.Name);
            }

            return run.Report(former, history.Current!, clock.GetElapsedTime(started));
        }
        finally
        {
            history.Notices = [];
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task ChangeAsync(Run run, CancellationToken cancellationToken)
    {
        SpaceIndexes? indexes = null;
        try
        {
            var space = await FindOrCreateAsync(run.Wanted, cancellationToken).ConfigureAwait(false);
            run.Resumed = space.Documents;
            do
            {
                await FillAsync(space, run, cancellationToken).ConfigureAwait(false);
                indexes ??= await StoreThreads.RunLongAsync(() => committer.OpenIndexes(space, cancellationToken), cancellationToken)
                    .ConfigureAwait(false);
            }
            while (!await committer.SwitchAsync(space, run.Encoder, indexes, cancellationToken).ConfigureAwait(false));
            indexes = null;
            await committer.PurgeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            indexes?.Dispose();
        }
    }

    // Resumes a space of the same model, wherever that was when it was interrupted.
    private async Task<StoredSpace> FindOrCreateAsync(VectorSpaceDefinition wanted, CancellationToken cancellationToken)
    {
        StoredSpace? space = null;
        await committer.WriteAsync(
            batch =>
            {
                using var snapshot = store.Snapshot();
                var building = snapshot.Spaces.Where(s => s.State == SpaceState.Building).ToArray();
                foreach (var other in building.Where(s => !s.Space.IsSameAs(wanted)))
                    batch.Abandon(other);
                space = Array.Find(building, s => s.Space.IsSameAs(wanted));
                if (space is null)
                    space = batch.CreateSpace(wanted);
                else
                    batch.Repoint(space, wanted.Model);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
        return space!;
    }

    private async Task FillAsync(StoredSpace space, Run run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (documents, total) = await StoreThreads.RunAsync(() => Missing(space), cancellationToken).ConfigureAwait(false);
            if (documents.Count == 0)
                return;
            var cut = await Task.Run(
                () => documents.Select(d => run.Chunker.SplitCancellable(d.Document, cancellationToken)).ToArray(), cancellationToken)
                .ConfigureAwait(false);
            var all = cut.SelectMany(p => p).ToArray();
            var embedded = await run.Encoder.EmbedAsync(
                all, new EmbedOptions { Priority = WorkPriority.Bulk }, owners: null, cancellationToken).ConfigureAwait(false);
            run.Embedded += all.Length;
            run.TokensDropped += embedded.DroppedTokens;
            run.Documents += await committer.WriteAsync(
                batch => Add(batch, space, documents, cut, embedded.Vectors), cancellationToken).ConfigureAwait(false);
            run.Progress?.Report(total);
        }
    }

    private (IReadOnlyList<StoredDocument> Documents, (long Documents, long TotalDocuments) Progress) Missing(StoredSpace space)
    {
        using var snapshot = store.Snapshot();
        var filled = snapshot.Spaces.First(s => s.Number == space.Number).Documents;
        var documents = snapshot.MissingFrom(space, DocumentsAtOnce);
        return (documents, (filled + documents.Count, snapshot.Documents));
    }

    // A document that has changed since it was read is not written, and is found missing again.
    private static int Add(
        StoreBatch batch,
        StoredSpace space,
        IReadOnlyList<StoredDocument> documents,
        IReadOnlyList<Passage>[] cut,
        float[]?[] vectors)
    {
        var (next, written) = (0, 0);
        for (var i = 0; i < documents.Count; i++)
        {
            if (batch.AddPassages(space, documents[i], [.. cut[i].Select(p => new NewPassage(
                p.Range.Start, p.Range.End, p.Heading, p.TokenIds, InputHash.Of(p.Input), vectors[next++]!))]))
            {
                written++;
            }
        }

        return written;
    }

    /// <summary>One re-embedding, and the counts of its report.</summary>
    private sealed class Run(
        PassageEncoder encoder,
        VectorSpaceDefinition wanted,
        Chunker chunker,
        IProgress<(long Documents, long TotalDocuments)>? progress)
    {
        public PassageEncoder Encoder => encoder;

        public VectorSpaceDefinition Wanted => wanted;

        public Chunker Chunker => chunker;

        public IProgress<(long Documents, long TotalDocuments)>? Progress => progress;

        public bool IsCurrent { get; set; }

        public long Documents { get; set; }

        public long Resumed { get; set; }

        public long Embedded { get; set; }

        public long TokensDropped { get; set; }

        public ReembeddingReport Report(string former, CollectionSnapshot now, TimeSpan elapsed) => new()
        {
            BiEncoder = now.Space.Stored.Space.Name,
            FormerBiEncoder = former,
            AlreadyCurrent = IsCurrent,
            Documents = Documents,
            Resumed = Resumed,
            Passages = now.Vectors.Count - (now.Hidden?.Count ?? 0),
            Embedded = Embedded,
            TokensDropped = TokensDropped,
            Sequence = now.Sequence,
            Elapsed = elapsed,
        };
    }
}
