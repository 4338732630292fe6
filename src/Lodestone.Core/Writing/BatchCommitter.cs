using Lodestone.Indexing;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Writes planned batches: indexes first, unseen, then the store, then everything is seen at once.</summary>
internal sealed class BatchCommitter(DocumentStore store, SpaceIndexes indexes)
{
    /// <summary>Writes one batch. One at a time.</summary>
    /// <exception cref="StoreException">It could not be written; store and indexes are as they were.</exception>
    /// <exception cref="StalePlanException">The plan is of a state that is gone; nothing was written.</exception>
    public CommittedBatch Commit(BatchPlan plan, CancellationToken cancellationToken)
    {
        using var batch = store.BeginBatch(cancellationToken);
        if (IsStale(plan, batch))
            throw new StalePlanException();
        var added = new List<ChangedPassage>();
        var changes = (DocumentChange?[])plan.Changes.Clone();
        foreach (var planned in plan.Documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = batch.Upsert(planned.Document, [.. planned.Passages.Select((p, i) => ToStore(p, planned.Inputs[i], plan))]);
            changes[planned.Index] = result.Outcome switch
            {
                WriteOutcome.Added => DocumentChange.Added,
                WriteOutcome.Replaced => DocumentChange.Replaced,
                _ => DocumentChange.Unchanged,
            };
            for (var i = 0; i < result.Added.Count; i++)
                added.Add(ToIndexes(result.Added.First + i, planned, i, plan));
        }

        var committed = Apply(batch, added);
        return committed with { Changes = [.. changes.Select(c => c!.Value)] };
    }

    /// <summary>Deletes documents, or writes what searches do not see yet. One batch at a time.</summary>
    /// <exception cref="StoreException">It could not be written; store and indexes are as they were.</exception>
    public CommittedBatch Write(Func<StoreBatch, int> write, CancellationToken cancellationToken)
    {
        using var batch = store.BeginBatch(cancellationToken);
        var count = write(batch);
        return Apply(batch, []) with { Count = count };
    }

    private CommittedBatch Apply(StoreBatch batch, List<ChangedPassage> added)
    {
        long[] removed = [.. batch.Removed.SelectMany(r => r.Keys())];
        // What is taken out of the keyword index must be put back if the commit fails.
        IReadOnlyList<ChangedPassage> before = [];
        if (removed.Length > 0)
        {
            using var snapshot = store.Snapshot();
            // Keys of a space being built are no business of these indexes.
            var known = removed.Where(indexes.Vectors.Contains);
            before = [.. snapshot.ReadPassages([.. known])
                .Select(p => new ChangedPassage(p.Key, p.Document.Document.Title, p.Heading, p.Text, []))];
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

    // Another batch may have been committed since, or another bi-encoder: then what was to stay as it is, or the vectors, are others.
    private static bool IsStale(BatchPlan plan, StoreBatch batch) => plan.Space != batch.ActiveSpace ||
        (plan.Sequence != batch.Before &&
            plan.Given.Where((_, i) => plan.Changes[i] == DocumentChange.Unchanged).Any(d => !batch.Holds(d)));

    private static NewPassage ToStore(Passage passage, InputHash input, BatchPlan plan) => new(
        passage.Range.Start, passage.Range.End, passage.Heading, passage.TokenIds, input, plan.Vectors[input]!);

    private static ChangedPassage ToIndexes(long key, PlannedDocument planned, int index, BatchPlan plan)
    {
        var passage = planned.Passages[index];
        return new ChangedPassage(
            key,
            planned.Document.Title,
            passage.Heading,
            planned.Document.Text[passage.Range.Start..passage.Range.End],
            plan.Vectors[planned.Inputs[index]]!);
    }
}

/// <summary>What a commit did, for searches to see.</summary>
/// <param name="Sequence">The store's new sequence.</param>
/// <param name="Added">Keys that are new.</param>
/// <param name="Removed">Keys that are gone.</param>
/// <param name="Keywords">The keyword index after it; the receiver's to dispose.</param>
internal sealed record CommittedBatch(
    long Sequence, IReadOnlyList<long> Added, IReadOnlyList<long> Removed, KeywordSnapshot Keywords)
{
    public IReadOnlyList<DocumentChange> Changes { get; init; } = [];

    public int Count { get; init; }
}
