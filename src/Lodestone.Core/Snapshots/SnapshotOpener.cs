using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Snapshots;

/// <summary>Opens the first snapshot of a space: its indexes, caught up with the store, and its encoder.</summary>
internal sealed class SnapshotOpener(DocumentStore store, SpaceOptions options, EncoderSource encoders)
{
    // How often a reader retries with a newer snapshot when the indexes were saved meanwhile.
    private const int MostSnapshots = 8;

    private readonly List<string> _notices = [];

    /// <summary>The rebuilds of indexes that could not be used.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Opens the active space; creates it in a new writable store, and returns null for a new read-only one.</summary>
    public async Task<CollectionSnapshot?> OpenActiveAsync(CancellationToken cancellationToken)
    {
        using var snapshot = store.Snapshot();
        var space = snapshot.ActiveSpace;
        if (space is null && store.IsReadOnly)
            return null;
        space ??= await CreateSpaceAsync(cancellationToken).ConfigureAwait(false);
        var (model, found) = await encoders.LocateAsync(space.Space, _notices, cancellationToken).ConfigureAwait(false);
        if (model != space.Space.Model)
            space = Repoint(space, model, cancellationToken);
        var encoder = Encoder(space);
        if (found is not null)
            await encoder.UseAsync(found, cancellationToken).ConfigureAwait(false);
        return await StoreThreads.RunLongAsync(() => Open(space, encoder, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a space as of the newest commit.</summary>
    public CollectionSnapshot Open(StoredSpace space, CancellationToken cancellationToken) =>
        Open(space, Encoder(space), cancellationToken);

    /// <summary>Opens the indexes of a space that is not active yet, as of a snapshot.</summary>
    public SpaceIndexes OpenIndexes(StoredSpace space, StoreSnapshot snapshot, CancellationToken cancellationToken) =>
        Indexes(space).Open(snapshot, cancellationToken);

    /// <summary>Opens a vector space over indexes that are already open.</summary>
    /// <param name="space">The space.</param>
    /// <param name="indexes">Its indexes.</param>
    /// <param name="encoder">Its encoder; null to find it when it is first needed.</param>
    public VectorSpace OpenSpace(StoredSpace space, SpaceIndexes indexes, PassageEncoder? encoder) => new(
        space,
        indexes,
        encoder is null ? Encoder(space) : new SpaceEncoder((_, _) => Task.FromResult(encoder), space.Space),
        options,
        store.Path);

    // A reader uses the place that was found, and leaves the stored one as it is.
    private StoredSpace Repoint(StoredSpace space, string model, CancellationToken cancellationToken)
    {
        if (!store.IsReadOnly)
        {
            using var batch = store.BeginBatch(cancellationToken);
            batch.Repoint(space, model);
            batch.Commit();
        }

        return space with { Space = space.Space with { Model = model } };
    }

    private async Task<StoredSpace> CreateSpaceAsync(CancellationToken cancellationToken)
    {
        var encoder = await encoders.NewAsync(cancellationToken).ConfigureAwait(false);
        var space = await encoder.DescribeAsync(options.Passages, cancellationToken).ConfigureAwait(false);
        using var batch = store.BeginBatch(cancellationToken);
        var created = batch.CreateSpace(space);
        batch.Commit();
        return created;
    }

    private CollectionSnapshot Open(StoredSpace space, SpaceEncoder encoder, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var snapshot = store.Snapshot();
            // A store that was restored from an older copy stays behind its indexes, whatever the number of retries.
            var opener = Indexes(space, mayBeAhead: store.IsReadOnly && attempt < MostSnapshots);
            try
            {
                var indexes = opener.Open(snapshot, cancellationToken);
                var opened = new VectorSpace(space, indexes, encoder, options, store.Path);
                return new CollectionSnapshot(
                    snapshot.Sequence, opened, indexes.Vectors, indexes.Keywords.Snapshot(), snapshot.LastKey, null);
            }
            catch (StaleSnapshotException)
            {
                continue;
            }
        }
    }

    private SpaceIndexOpener Indexes(StoredSpace space, bool mayBeAhead = false) =>
        new(store.Folder, space, options, store.IsReadOnly, _notices) { MayBeAhead = mayBeAhead };

    private SpaceEncoder Encoder(StoredSpace space)
    {
        var encoder = encoders.Of(space.Space);
        if (options.PreloadBiEncoder)
            encoder.Begin();
        return encoder;
    }
}
