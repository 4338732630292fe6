using System.Globalization;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone.Backup;

/// <summary>Copies an open collection: the saved indexes, and the store at a sequence that is not older than they are.</summary>
/// <remarks>
/// Opening the copy brings its indexes up to its store. An index that is ahead of its store would be rebuilt, so the store is copied as of
/// a snapshot that was taken after the saves that are copied.
/// </remarks>
internal sealed class BackupRun(
    DocumentStore store, SnapshotHistory history, BatchCommitter committer, IProgress<BackupProgress>? progress)
{
    // 16 MiB: some hundredths of a second, after which a cancellation is noticed.
    private const int StepPages = 2_048;

    // How often the indexes are copied again because another process has saved them meanwhile.
    private const int MostAttempts = 8;

    private readonly List<string> _notices = [];
    private long _written;
    private long? _total;

    private IProgress<BackupProgress>? Progress => progress;

    /// <exception cref="InvalidArgumentException">The folder cannot be that of a backup.</exception>
    /// <exception cref="StoreException">The store cannot be read, or the backup cannot be written; nothing of it is left.</exception>
    public async Task<BackupReport> RunAsync(string folder, int? stepPages, CancellationToken cancellationToken)
    {
        try
        {
            using var target = await StoreThreads.RunLongAsync(() => BackupFolder.Take(folder, store.Folder), cancellationToken)
                .ConfigureAwait(false);
            using var snapshot = store.IsReadOnly
                ? await StoreThreads.RunLongAsync(() => CopyBeside(target, cancellationToken), cancellationToken).ConfigureAwait(false)
                : await CopyHeldAsync(target, cancellationToken).ConfigureAwait(false);
            return await StoreThreads.RunLongAsync(
                () => Complete(target, snapshot, stepPages ?? StepPages, cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is StoreException || StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromBackup(error, folder);
        }
    }

    private BackupReport Complete(BackupFolder target, StoreSnapshot snapshot, int stepPages, CancellationToken cancellationToken)
    {
        var sizes = snapshot.Sizes();
        _total = _written + (sizes.Pages * sizes.PageSize);
        snapshot.CopyTo(target.Store, stepPages, new Portions(this), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new BackupReport
        {
            Folder = target.Path,
            Sequence = snapshot.Sequence,
            Documents = snapshot.Documents,
            Bytes = target.Complete(),
            Notices = _notices,
        };
    }

    // The writer is this collection: its indexes are saved first, and not again until they are copied; documents are written meanwhile.
    private async Task<StoreSnapshot> CopyHeldAsync(BackupFolder target, CancellationToken cancellationToken)
    {
        var (snapshot, copied) = await history.AloneAsync(committer.HoldSaves, cancellationToken).ConfigureAwait(false);
        try
        {
            await StoreThreads.RunLongAsync(() => Copy(IndexesOf(snapshot), target, cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
        finally
        {
            copied.SetResult();
        }
    }

    // Another process may be the writer, and save while its files are read.
    private StoreSnapshot CopyBeside(BackupFolder target, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (TryCopyBeside(target, cancellationToken) is { } snapshot)
                return snapshot;
            target.Clear();
            _notices.Clear();
            _written = 0;
        }

        _notices.Add(string.Create(CultureInfo.InvariantCulture,
            $"Another process saved the indexes {MostAttempts} times while they were copied, so they were left out. Opening the backup ") +
            "builds them from the documents.");
        return store.Snapshot();
    }

    private StoreSnapshot? TryCopyBeside(BackupFolder target, CancellationToken cancellationToken)
    {
        IndexFolder? indexes;
        using (var before = store.Snapshot())
            indexes = IndexesOf(before);
        var saves = indexes?.Stamp();
        try
        {
            Copy(indexes, target, cancellationToken);
        }
        catch (Exception replaced) when (replaced is FileNotFoundException or EndOfStreamException)
        {
            return null;
        }

        var snapshot = store.Snapshot();
        if (indexes?.Stamp() == saves && IndexesOf(snapshot)?.Root == indexes?.Root)
            return snapshot;
        snapshot.Dispose();
        return null;
    }

    private void Copy(IndexFolder? indexes, BackupFolder target, CancellationToken cancellationToken)
    {
        if (indexes is not null)
            _notices.AddRange(indexes.CopyTo(target.Path, new Portions(this), cancellationToken));
    }

    // A new store that is read only has no space yet.
    private IndexFolder? IndexesOf(StoreSnapshot snapshot) =>
        snapshot.ActiveSpace is { } space ? new IndexFolder(store.Folder, snapshot.Store, space) : null;

    /// <summary>Sums the bytes of portions, which are written one after another.</summary>
    private sealed class Portions(BackupRun run) : IProgress<long>
    {
        public void Report(long value)
        {
            run._written += value;
            run.Progress?.Report(new BackupProgress(run._written, run._total));
        }
    }
}
