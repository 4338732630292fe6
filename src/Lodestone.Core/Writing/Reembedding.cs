using Lodestone.Diagnostics;
using Lodestone.Encoders;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Re-embeds a collection with another bi-encoder beside its current vectors, and switches when nothing is missing.</summary>
internal sealed class Reembedding(
    DocumentStore store, BatchCommitter committer, SnapshotHistory history, IChunker? own, CollectionLog log) : IDisposable
{
    private const int DocumentsAtOnce = 256;

    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Runs to the end; a concurrent call waits for the one before.</summary>
    public async Task RunAsync(
        Func<CancellationToken, Task<PassageEncoder>> load,
        PassageOptions? passages,
        IProgress<(long Documents, long TotalDocuments)>? progress,
        CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var current = committer.Space.Stored.Space;
            var encoder = await load(cancellationToken).ConfigureAwait(false);
            var wanted = await encoder.DescribeAsync(passages, cancellationToken).ConfigureAwait(false);
            if (wanted with { Model = current.Model } == current)
                return;
            log.Reembedding(wanted.Model);
            history.Notices =
                [$"The collection is being embedded with '{wanted.Model}'; until that has ended, searches use '{current.Model}'."];
            await ChangeAsync(wanted, encoder, new Chunker(encoder.Tokenizer, passages, own), progress, cancellationToken)
                .ConfigureAwait(false);
            log.Reembedded(wanted.Model);
        }
        finally
        {
            history.Notices = [];
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task ChangeAsync(
        VectorSpaceDefinition wanted,
        PassageEncoder encoder,
        Chunker chunker,
        IProgress<(long Documents, long TotalDocuments)>? progress,
        CancellationToken cancellationToken)
    {
        SpaceIndexes? indexes = null;
        try
        {
            var space = await FindOrCreateAsync(wanted, cancellationToken).ConfigureAwait(false);
            do
            {
                await FillAsync(space, encoder, chunker, progress, cancellationToken).ConfigureAwait(false);
                indexes ??= await Task.Run(() => committer.OpenIndexes(space, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            while (!await committer.SwitchAsync(space, encoder, indexes, cancellationToken).ConfigureAwait(false));
            indexes = null;
            await Task.Run(() => Purge(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            indexes?.Dispose();
        }
    }

    private async Task<StoredSpace> FindOrCreateAsync(VectorSpaceDefinition wanted, CancellationToken cancellationToken)
    {
        StoredSpace? space = null;
        await committer.WriteAsync(
            batch =>
            {
                using var snapshot = store.Snapshot();
                var building = snapshot.Spaces.Where(s => s.State == SpaceState.Building).ToArray();
                foreach (var other in building.Where(s => s.Space != wanted))
                    batch.Abandon(other);
                space = Array.Find(building, s => s.Space == wanted) ?? batch.CreateSpace(wanted);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
        return space!;
    }

    private async Task FillAsync(
        StoredSpace space,
        PassageEncoder encoder,
        Chunker chunker,
        IProgress<(long Documents, long TotalDocuments)>? progress,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var (documents, total) = Missing(space);
            if (documents.Count == 0)
                return;
            var cut = documents.Select(d => chunker.SplitCancellable(d.Document, cancellationToken)).ToArray();
            var all = cut.SelectMany(p => p).ToArray();
            var embedded = await encoder.EmbedAsync(
                all, new EmbedOptions { Priority = WorkPriority.Bulk }, owners: null, cancellationToken).ConfigureAwait(false);
            await committer.WriteAsync(
                batch => Add(batch, space, documents, cut, embedded.Vectors), cancellationToken).ConfigureAwait(false);
            progress?.Report(total);
        }
    }

    private (IReadOnlyList<StoredDocument> Documents, (long Documents, long TotalDocuments) Progress) Missing(StoredSpace space)
    {
        using var snapshot = store.Snapshot();
        var filled = snapshot.Spaces.First(s => s.Number == space.Number).Documents;
        var documents = snapshot.MissingFrom(space, DocumentsAtOnce);
        return (documents, (filled + documents.Count, snapshot.Documents));
    }

    private static int Add(
        StoreBatch batch,
        StoredSpace space,
        IReadOnlyList<StoredDocument> documents,
        IReadOnlyList<Passage>[] cut,
        float[]?[] vectors)
    {
        var next = 0;
        for (var i = 0; i < documents.Count; i++)
        {
            batch.AddPassages(space, documents[i], [.. cut[i].Select(p => new NewPassage(
                p.Range.Start, p.Range.End, p.Heading, p.TokenIds, InputHash.Of(p.Input), vectors[next++]!))]);
        }

        return documents.Count;
    }

    private void Purge(CancellationToken cancellationToken)
    {
        while (store.PurgeDropped(cancellationToken))
            cancellationToken.ThrowIfCancellationRequested();
    }
}
