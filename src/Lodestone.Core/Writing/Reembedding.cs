using Lodestone.Collections;
using Lodestone.Encoders;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Embeds a collection anew beside the vectors it has, and switches when nothing is missing.</summary>
internal sealed class Reembedding(
    CollectionCore core, string model, PassageOptions? passages, IProgress<ReembeddingProgress>? progress)
{
    private const int DocumentsAtOnce = 256;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await core.ChangingSpace.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ChangeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            core.ChangingSpace.Release();
        }
    }

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        var current = core.WritableRuntime().Stored.Space;
        var biEncoder = await core.Encoders.BiEncoderAsync(model, cancellationToken).ConfigureAwait(false);
        var wanted = await SpaceSettings.OfAsync(model, biEncoder, passages, cancellationToken).ConfigureAwait(false);
        if (wanted with { Model = current.Model } == current)
            return;
        core.SearchNotices =
            [$"The collection is being embedded with '{model}'; until that has ended, searches use '{current.Model}'."];
        SpaceIndexes? indexes = null;
        try
        {
            var space = await FindOrCreateAsync(wanted, cancellationToken).ConfigureAwait(false);
            var splitter = new Chunker(biEncoder, passages);
            do
            {
                await FillAsync(space, biEncoder, splitter, cancellationToken).ConfigureAwait(false);
                indexes ??= await Task.Run(() => Open(space, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            while (!await core.SwitchAsync(space, model, indexes, cancellationToken).ConfigureAwait(false));
            indexes = null;
            await Task.Run(() => Purge(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            indexes?.Dispose();
            core.SearchNotices = [];
        }
    }

    private async Task<StoredSpace> FindOrCreateAsync(VectorSpaceDefinition wanted, CancellationToken cancellationToken)
    {
        StoredSpace? space = null;
        await core.ChangeAsync(
            committer => committer.Write(
                batch =>
                {
                    using var snapshot = core.Store.Snapshot();
                    var building = snapshot.Spaces.Where(s => s.State == SpaceState.Building).ToArray();
                    foreach (var other in building.Where(s => s.Space != wanted))
                        batch.Abandon(other);
                    space = Array.Find(building, s => s.Space == wanted) ?? batch.CreateSpace(wanted);
                    return 0;
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return space!;
    }

    private async Task FillAsync(
        StoredSpace space, BiEncoder biEncoder, Chunker splitter, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (documents, total) = Missing(space);
            if (documents.Count == 0)
                return;
            var cut = documents.Select(d => splitter.SplitCancellable(d.Document, cancellationToken)).ToArray();
            var all = cut.SelectMany(p => p).ToArray();
            var vectors = new float[all.Length * biEncoder.Dimensions];
            await biEncoder.EmbedAsync(
                [.. all.Select(p => p.TokenIds)], vectors, new EmbedOptions { Priority = WorkPriority.Bulk }, cancellationToken)
                .ConfigureAwait(false);
            await core.ChangeAsync(
                committer => committer.Write(batch => Add(batch, space, documents, cut, vectors, biEncoder.Dimensions), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            progress?.Report(total);
        }
    }

    private (IReadOnlyList<StoredDocument> Documents, ReembeddingProgress Progress) Missing(StoredSpace space)
    {
        using var snapshot = core.Store.Snapshot();
        var filled = snapshot.Spaces.First(s => s.Number == space.Number).Documents;
        var documents = snapshot.MissingFrom(space, DocumentsAtOnce);
        return (documents, new ReembeddingProgress(filled + documents.Count, snapshot.Documents));
    }

    private static int Add(
        StoreBatch batch,
        StoredSpace space,
        IReadOnlyList<StoredDocument> documents,
        IReadOnlyList<Passage>[] cut,
        float[] vectors,
        int width)
    {
        var next = 0;
        for (var i = 0; i < documents.Count; i++)
        {
            batch.AddPassages(space, documents[i], [.. cut[i].Select(p => new NewPassage(
                p.Range.Start, p.Range.End, p.Heading, p.TokenIds, InputHash.Of(p.Input), vectors.AsMemory(next++ * width, width)))]);
        }

        return documents.Count;
    }

    private SpaceIndexes Open(StoredSpace space, CancellationToken cancellationToken)
    {
        using var snapshot = core.Store.Snapshot();
        return core.OpenIndexes(snapshot.Spaces.First(s => s.Number == space.Number), snapshot, cancellationToken);
    }

    private void Purge(CancellationToken cancellationToken)
    {
        while (core.Store.PurgeDropped(cancellationToken))
            cancellationToken.ThrowIfCancellationRequested();
    }
}
