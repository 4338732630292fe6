using System.Globalization;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone.Export;

/// <summary>Finds the vector space that an export goes into: that of its model.</summary>
internal static class ImportTarget
{
    /// <summary>Creates the store of a new collection with the space of an export, so that no model is needed for it.</summary>
    public static void Create(string folder, Durability durability, ExportHeader header, CancellationToken cancellationToken)
    {
        using var store = DocumentStore.Open(folder, durability);
        using var batch = store.BeginBatch(cancellationToken);
        using (var snapshot = store.Snapshot())
        {
            if (snapshot.ActiveSpace is null)
                batch.CreateSpace(header.Model.ToDefinition());
        }

        batch.Commit();
    }

    /// <summary>The active space, if it has the model of the export; a collection without documents gets one that has.</summary>
    /// <param name="store">The store.</param>
    /// <param name="committer">The writer.</param>
    /// <param name="header">The header of the export.</param>
    /// <param name="isAskedFor">Whether the collection was opened with a model or sizes of passages of the caller's choice.</param>
    /// <param name="cancellationToken">Honoured until the space is replaced.</param>
    /// <exception cref="ExportException">The collection is embedded with another model.</exception>
    public static async Task<StoredSpace> FindAsync(
        DocumentStore store, BatchCommitter committer, ExportHeader header, bool isAskedFor, CancellationToken cancellationToken)
    {
        var ours = committer.Space.Stored;
        var theirs = header.Model.ToDefinition();
        if (ours.Space.IsSameAs(theirs) && ours.Space.Provider == theirs.Provider)
            return ours;
        if (isAskedFor || !await IsReplacedAsync(store, committer, theirs, cancellationToken).ConfigureAwait(false))
            throw Differs(ours.Space, theirs);
        return committer.Space.Stored;
    }

    /// <summary>The error for a collection whose vectors are of another model than those of the export.</summary>
    public static ExportException Differs(VectorSpaceDefinition ours, VectorSpaceDefinition theirs) => new(
        ErrorCodes.ExportModelDiffers,
        $"The export has vectors of {Shown(theirs)}; the collection has those of {Shown(ours)}. Import it into a new collection, or " +
        "into one of the same model and sizes of passages.")
    {
        Found = Shown(theirs),
        Accepted = Shown(ours),
    };

    private static async Task<bool> IsReplacedAsync(
        DocumentStore store, BatchCommitter committer, VectorSpaceDefinition theirs, CancellationToken cancellationToken)
    {
        StoredSpace? space = null;
        await committer.WriteAsync(
            batch =>
            {
                using var snapshot = store.Snapshot();
                if (snapshot.Documents > 0)
                    return 0;
                var begun = snapshot.Spaces.FirstOrDefault(s => s.State == SpaceState.Building && s.Space.IsSameAs(theirs));
                space = begun ?? batch.CreateSpace(theirs);
                return 1;
            },
            cancellationToken).ConfigureAwait(false);
        if (space is null)
            return false;
        var indexes = await StoreThreads.RunLongAsync(() => committer.OpenIndexes(space, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        var isSwitched = false;
        try
        {
            isSwitched = await committer.SwitchAsync(space, null, indexes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isSwitched)
                indexes.Dispose();
        }

        await committer.PurgeAsync(cancellationToken).ConfigureAwait(false);
        return isSwitched;
    }

    private static string Shown(VectorSpaceDefinition space) => string.Create(CultureInfo.InvariantCulture,
        $"'{ExportedModel.Of(space).Name}' ({space.Dimensions} dimensions, " +
        $"checksum {VectorSpaceDefinition.Short(space.Checksum)}, {space.Settings})");
}
