using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Finds the documents of listed folders whose source is gone, and removes them as the options say.</summary>
/// <remarks>
/// After the new documents are written, so that a renamed file's text has its vectors from the old document: nothing is embedded twice.
/// </remarks>
internal sealed class MirrorRun(DocumentStore store, BatchCommitter committer, IReadOnlyList<SourceFolder> folders, MirrorOptions options)
{
    private const int NamedIds = 10;
    private const int DryBatch = 256;

    // In a dry run, the texts that would be written.
    private readonly HashSet<InputHash> _dry = [];

    /// <summary>The number of documents that each folder has brought so far.</summary>
    public long[] Count()
    {
        using var snapshot = store.Snapshot();
        return [.. folders.Select(f => snapshot.OfRoot(f.Root).LongCount(d => f.Covers(d.Path)))];
    }

    /// <summary>Counts what indexing the items would change, without a model and without writing.</summary>
    public async Task ReadAsync(IAsyncEnumerable<ReadItem> items, IndexingTally tally, CancellationToken cancellationToken)
    {
        var batch = new List<Document>();
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (tally.Take(item) is not { } document)
                continue;
            batch.Add(document);
            _dry.Add(InputHash.Of(document.Text));
            if (batch.Count == DryBatch)
                CountBatch();
        }

        CountBatch();

        void CountBatch()
        {
            using var snapshot = store.Snapshot();
            var unchanged = snapshot.FindUnchanged(batch);
            DocumentChange[] changes = [.. batch.Select(d => unchanged.Contains(d.Id) ? DocumentChange.Unchanged
                : snapshot.Contains(d.Id) ? DocumentChange.Replaced : DocumentChange.Added)];
            tally.Committed(batch, new UpsertReport(changes, 0, 0, [], 0, snapshot.Sequence));
            batch.Clear();
        }
    }

    /// <summary>Ends the mirror of each folder.</summary>
    /// <param name="before">The result of <see cref="Count"/> before the run.</param>
    /// <param name="tally">What the run has seen.</param>
    /// <param name="cancellationToken">Cancels before the removal of a folder's documents, which is atomic.</param>
    public async Task<IReadOnlyList<MirroredFolder>> EndAsync(
        IReadOnlyList<long> before, IndexingTally tally, CancellationToken cancellationToken)
    {
        var ended = new List<MirroredFolder>();
        for (var i = 0; i < folders.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folder = folders[i];
            var (gone, passedOver) = Find(folder, tally);
            var found = new MirroredFolder
            {
                Root = folder.Root,
                Path = folder.Path,
                Documents = before[i],
                Gone = gone.Count,
                GoneIds = [.. gone.Take(NamedIds).Select(g => g.Id)],
                PassedOver = passedOver,
            };
            ended.Add(await EndAsync(folder, found, gone, cancellationToken).ConfigureAwait(false));
        }

        return ended;
    }

    private async Task<MirroredFolder> EndAsync(
        SourceFolder folder, MirroredFolder found, List<(string Id, string Path)> gone, CancellationToken cancellationToken)
    {
        if (folder.Problems.Count > 0)
        {
            return found with
            {
                Gone = 0,
                GoneIds = [],
                PassedOver = 0,
                Outcome = options.Remove ? MirrorOutcome.Incomplete : MirrorOutcome.Counted,
            };
        }

        if (!options.Remove)
            return found;
        if (IsMoreThanHalf(gone.Count) && IsMoreThanHalf(Lost(folder, gone)) && (options.Confirm is null ||
            !await options.Confirm(found, cancellationToken).ConfigureAwait(false)))
            return found with { Outcome = MirrorOutcome.Unconfirmed };
        var removed = options.DryRun || gone.Count == 0 ? gone.Count : await committer.WriteAsync(
            batch => gone.Count(g => batch.Delete(g.Id, new Origin(folder.Root, g.Path))), cancellationToken).ConfigureAwait(false);
        return found with { Removed = removed, Outcome = MirrorOutcome.Removed };

        bool IsMoreThanHalf(int count) => count > found.Documents / 2.0;
    }

    // A text that another file of the root has now was renamed, as with a renamed folder, and is not lost. Read only when the answer
    // matters, since it reads every text of the root.
    private int Lost(SourceFolder folder, List<(string Id, string Path)> gone)
    {
        var ids = gone.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        var (left, texts) = (new HashSet<InputHash>(_dry), new List<InputHash>());
        using var snapshot = store.Snapshot();
        foreach (var (id, text) in snapshot.TextsOfRoot(folder.Root))
        {
            if (ids.Contains(id))
                texts.Add(text);
            else
                left.Add(text);
        }

        return texts.Count(t => !left.Contains(t));
    }

    private (List<(string Id, string Path)> Gone, long PassedOver) Find(SourceFolder folder, IndexingTally tally)
    {
        var gone = new List<(string Id, string Path)>();
        var passedOver = 0L;
        using var snapshot = store.Snapshot();
        foreach (var document in snapshot.OfRoot(folder.Root).Where(d => folder.Covers(d.Path)))
        {
            // A record is gone only when all of its file was read.
            if (folder.Files.Contains(document.Path)
                ? !folder.Unread.Contains(document.Path) && !tally.HasSeen(document.Id) && !tally.HasProblem(folder.Root, document.Path)
                : !folder.PassesOver(document.Path))
                gone.Add(document);
            else if (!folder.Files.Contains(document.Path))
                passedOver++;
        }

        return (gone, passedOver);
    }
}
