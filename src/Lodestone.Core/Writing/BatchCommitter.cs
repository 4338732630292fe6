using Lodestone.Indexing;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>The single writer of a collection: it updates the indexes, hidden, then the store, then publishes one snapshot.</summary>
/// <remarks>
/// One change at a time. A failed batch is rolled back here, in the store and in the indexes. A batch that the process does not survive
/// is rolled back at the next opening, when the indexes are brought to the store's sequence.
/// </remarks>
internal sealed class BatchCommitter(DocumentStore store, SnapshotOpener opener, SnapshotHistory history)
{
    // The number of changes after which the indexes are saved, so that a crash costs no more than catching up with about so many.
    private const int SaveAfter = 50_000;

    // Completed while no saved index is being copied. Changed by one thread at a time, as everything here.
    private Task _copies = Task.CompletedTask;

    /// <summary>The space that is written now.</summary>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public VectorSpace Space => store.IsReadOnly
        ? throw new InvalidStateException(
            ErrorCodes.CollectionReadOnly,
            $"The collection '{store.Folder}' was opened for reading only. Open it for writing, when no other process does.")
        : history.Current!.Space;

    /// <summary>Upserts a planned batch, and returns the outcome of each document.</summary>
    /// <exception cref="StoreException">The batch could not be written; store and indexes are unchanged.</exception>
    /// <exception cref="StalePlanException">The plan is outdated; nothing was written.</exception>
    public Task<(CommittedBatch Batch, DocumentChange[] Changes)> UpsertAsync(BatchPlan plan, CancellationToken cancellationToken) =>
        history.AloneAsync(
            () =>
            {
                var changes = (DocumentChange?[])plan.Changes.Clone();
                var committed = Change(batch => Upsert(batch, plan, changes, cancellationToken), cancellationToken);
                return (committed, changes.Select(c => c!.Value).ToArray());
            },
            cancellationToken);

    /// <summary>Upserts documents whose passages are known, each id once, and returns the outcome of each.</summary>
    /// <exception cref="StoreException">The batch could not be written; store and indexes are unchanged.</exception>
    /// <exception cref="StalePlanException">Another space is active; nothing was written.</exception>
    public Task<(CommittedBatch Batch, DocumentChange[] Changes)> ImportAsync(
        StoredSpace space, IReadOnlyList<ImportedDocument> documents, CancellationToken cancellationToken) => history.AloneAsync(
        () =>
        {
            var changes = new DocumentChange[documents.Count];
            var committed = Change(
                batch =>
                {
                    if (batch.ActiveSpace != space.Number)
                        throw new StalePlanException();
                    var added = new List<ChangedPassage>();
                    for (var i = 0; i < changes.Length; i++)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        changes[i] = Upsert(batch, documents[i].Document, documents[i].Passages, added);
                    }

                    return added;
                },
                cancellationToken);
            return (committed, changes);
        },
        cancellationToken);

    /// <summary>Runs a write that deletes documents, or that searches do not see yet, and returns its number.</summary>
    /// <exception cref="StoreException">The batch could not be written; store and indexes are unchanged.</exception>
    public Task<int> WriteAsync(Func<StoreBatch, int> write, CancellationToken cancellationToken) => history.AloneAsync(
        () =>
        {
            var count = 0;
            Change(
                batch =>
                {
                    count = write(batch);
                    return [];
                },
                cancellationToken);
            return count;
        },
        cancellationToken);

    /// <summary>Stores another place of the model of the active space.</summary>
    /// <exception cref="StoreException">The place could not be written.</exception>
    public Task RepointAsync(VectorSpace space, string model, CancellationToken cancellationToken) => history.AloneAsync(
        () =>
        {
            // Another call may have switched to another space meanwhile, or stored the place.
            if (space.Stored.Number != Space.Stored.Number || space.Stored.Space.Model == model)
                return;
            Change(
                batch =>
                {
                    batch.Repoint(space.Stored, model);
                    return [];
                },
                cancellationToken);
            space.Repoint(model);
        },
        cancellationToken);

    /// <summary>Opens the indexes of a space that is not active yet.</summary>
    public SpaceIndexes OpenIndexes(StoredSpace space, CancellationToken cancellationToken)
    {
        using var snapshot = store.Snapshot();
        return opener.OpenIndexes(snapshot.Spaces.First(s => s.Number == space.Number), snapshot, cancellationToken);
    }

    /// <summary>Activates a space whose indexes are up to date; false while documents are missing from it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="encoder">Its encoder; null to find it when it is first needed.</param>
    /// <param name="indexes">Its indexes, which the snapshot takes over unless false is returned.</param>
    /// <param name="cancellationToken">Honoured until the commit.</param>
    public Task<bool> SwitchAsync(
        StoredSpace space, PassageEncoder? encoder, SpaceIndexes indexes, CancellationToken cancellationToken) =>
        history.AloneAsync(() => Switch(space, encoder, indexes, cancellationToken), cancellationToken);

    /// <summary>Deletes the rows of spaces that were dropped, part by part, so that commits come between.</summary>
    public Task PurgeAsync(CancellationToken cancellationToken) => StoreThreads.RunLongAsync(
        () =>
        {
            while (store.PurgeDropped(cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
        },
        cancellationToken);

    /// <summary>Writes the indexes to disk. Called within <see cref="SnapshotHistory.AloneAsync{T}"/>.</summary>
    /// <exception cref="StoreException">The indexes could not be written.</exception>
    public void Save()
    {
        var current = history.Current!;
        var indexes = current.Space.Indexes;
        history.RemoveUnused();
        Mend(current.Space, CancellationToken.None);
        try
        {
            if (indexes.Unsaved > 0)
            {
                _copies.Wait();
                indexes.Save(current.Sequence);
            }

            history.UpkeepFailure = null;
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, store.Folder);
        }
    }

    /// <summary>
    /// Saves the indexes if they can be, and lets no further save begin until they are copied. Called within
    /// <see cref="SnapshotHistory.AloneAsync{T}"/>.
    /// </summary>
    /// <returns>The store as of now, which is not older than the saves; and the source to complete once they are copied.</returns>
    public (StoreSnapshot Snapshot, TaskCompletionSource Copied) HoldSaves()
    {
        if (_copies.IsCompleted)
            Upkeep<object>(SaveUnsaved);
        var snapshot = store.Snapshot();
        var copied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _copies = Task.WhenAll(_copies, copied.Task);
        return (snapshot, copied);

        object? SaveUnsaved()
        {
            Save();
            return null;
        }
    }

    private static List<ChangedPassage> Upsert(
        StoreBatch batch, BatchPlan plan, DocumentChange?[] changes, CancellationToken cancellationToken)
    {
        if (IsStale(plan, batch))
            throw new StalePlanException();
        var added = new List<ChangedPassage>();
        foreach (var planned in plan.Documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NewPassage[] passages = [.. planned.Passages.Select((p, i) => ToStore(p, planned.Inputs[i], plan))];
            changes[planned.Index] = Upsert(batch, planned.Document, passages, added);
        }

        // Of unchanged documents too: the root that brought a document last is the one whose mirror may remove it.
        for (var i = 0; i < plan.Given.Count; i++)
        {
            if (changes[i] != DocumentChange.Superseded)
                batch.SetOrigin(plan.Given[i].Id, plan.Origins?[i]);
        }

        return added;
    }

    private static DocumentChange Upsert(
        StoreBatch batch, Document document, IReadOnlyList<NewPassage> passages, List<ChangedPassage> added)
    {
        var result = batch.Upsert(document, passages);
        for (var i = 0; i < result.Added.Count; i++)
        {
            var passage = passages[i];
            added.Add(new ChangedPassage(
                result.Added.First + i, ChangedPassage.TieOf(document.Id, i), document.Title, passage.Heading,
                document.Text[passage.Start..passage.End], passage.Vector.ToArray()));
        }

        return result.Outcome switch
        {
            WriteOutcome.Added => DocumentChange.Added,
            WriteOutcome.Replaced => DocumentChange.Replaced,
            _ => DocumentChange.Unchanged,
        };
    }

    // A later batch may have changed a document planned as unchanged, or another bi-encoder the vectors.
    private static bool IsStale(BatchPlan plan, StoreBatch batch) => plan.Space != batch.ActiveSpace ||
        (plan.Sequence != batch.Before &&
            plan.Given.Where((_, i) => plan.Changes[i] == DocumentChange.Unchanged).Any(d => !batch.Holds(d)));

    private static NewPassage ToStore(Passage passage, InputHash input, BatchPlan plan) => new(
        passage.Range.Start, passage.Range.End, passage.Heading, passage.TokenIds, input, plan.Vectors[input]!);

    private CommittedBatch Change(Func<StoreBatch, List<ChangedPassage>> write, CancellationToken cancellationToken)
    {
        var space = Space;
        var indexes = space.Indexes;
        history.RemoveUnused();
        Mend(space, cancellationToken);
        var committed = Commit(write, indexes, cancellationToken);
        var replaced = Upkeep(() => indexes.Grow(CancellationToken.None));
        history.Publish(committed, replaced);
        // A share of the index, so that a long import saves a few times instead of with every batch.
        if (indexes.Unsaved > Math.Max(SaveAfter, indexes.Vectors.Count / 4) && _copies.IsCompleted)
        {
            Upkeep<object>(() =>
            {
                indexes.Save(committed.Sequence);
                return null;
            });
        }

        return committed;
    }

    private CommittedBatch Commit(
        Func<StoreBatch, List<ChangedPassage>> write, SpaceIndexes indexes, CancellationToken cancellationToken)
    {
        using var batch = store.BeginBatch(cancellationToken);
        var added = write(batch);
        long[] removed = [.. batch.Removed.SelectMany(r => r.Keys())];
        // Passages removed from the keyword index must be put back if the commit fails.
        IReadOnlyList<ChangedPassage> before = [];
        if (removed.Length > 0)
        {
            using var snapshot = store.Snapshot();
            // Keys of a space being built are not in these indexes, and a document that misses rows can still be deleted.
            var known = snapshot.ReadPlaces([.. removed.Where(indexes.Vectors.Contains)]).Select(p => p.Key);
            before = [.. snapshot.ReadPassages([.. known])
                .Select(p => new ChangedPassage(
                    p.Key, ChangedPassage.TieOf(p.Document.Document.Id, p.Ordinal), p.Document.Document.Title, p.Heading, p.Text, []))];
        }

        KeywordSnapshot? keywords = null;
        try
        {
            keywords = indexes.Prepare(added, removed);
            var sequence = batch.Commit();
            return new CommittedBatch(sequence, [.. added.Select(a => a.Key)], removed, keywords);
        }
        catch (Exception error)
        {
            keywords?.Dispose();
            indexes.Undo(added, before, prepared: keywords is not null);
            if (error is not StoreException && StoreErrors.IsFromDisk(error))
                throw StoreErrors.FromIndexes(error, store.Folder);
            throw;
        }
    }

    private bool Switch(StoredSpace space, PassageEncoder? encoder, SpaceIndexes indexes, CancellationToken cancellationToken)
    {
        using (var before = store.Snapshot())
            indexes.CatchUp(before, space, cancellationToken);
        using var batch = store.BeginBatch(cancellationToken);
        if (!batch.Activate(space))
            return false;
        var keywords = indexes.Keywords.Snapshot();
        var sequence = batch.Commit();
        using var snapshot = store.Snapshot();
        var opened = opener.OpenSpace(snapshot.ActiveSpace!, indexes, encoder);
        var next = new CollectionSnapshot(sequence, opened, indexes.Vectors, keywords, snapshot.LastKey, null);
        history.Publish(next, [], history.Current!.Space);
        return true;
    }

    private void Mend(VectorSpace space, CancellationToken cancellationToken)
    {
        if (!space.Indexes.NeedsMending)
            return;
        try
        {
            using var snapshot = store.Snapshot();
            space.Indexes.Mend(snapshot, space.Stored, cancellationToken);
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            throw StoreErrors.FromIndexes(error, store.Folder);
        }
    }

    // Work after a commit that can be retried later: its failure must not be reported as a failure of the committed batch.
    private T? Upkeep<T>(Func<T?> work)
        where T : class
    {
        try
        {
            var result = work();
            history.UpkeepFailure = null;
            return result;
        }
        catch (Exception error) when (StoreErrors.IsFromDisk(error))
        {
            history.UpkeepFailure = StoreErrors.FromIndexes(error, store.Folder).Message;
            return null;
        }
    }
}
