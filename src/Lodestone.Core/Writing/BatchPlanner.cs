using Lodestone.Documents;
using Lodestone.Encoders;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Decides what of a batch is new, cuts it into passages, and embeds what no vector is known of.</summary>
internal sealed class BatchPlanner(
    DocumentStore store, StoredSpace space, BiEncoder biEncoder, Chunker splitter, WriteOptions options)
{
    private static readonly KeyValuePair<string, object?> Stage = new("stage", "index");

    // The vectors of batches that are embedded but may not be committed yet, so that a text in two of them is embedded once.
    private readonly Queue<Dictionary<InputHash, float[]?>> _underWay = [];

    /// <summary>Everything but the model runs.</summary>
    public BatchPlan Plan(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        var changes = new DocumentChange?[documents.Count];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < documents.Count; i++)
        {
            DocumentRules.Check(documents[i], nameof(documents));
            if (last.TryGetValue(documents[i].Id, out var earlier))
                changes[earlier] = DocumentChange.Superseded;
            last[documents[i].Id] = i;
        }

        using var snapshot = store.Snapshot();
        var unchanged = snapshot.FindUnchanged(last.Values.Select(i => documents[i]));
        var planned = new List<PlannedDocument>();
        foreach (var index in last.Values.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (unchanged.Contains(documents[index].Id))
            {
                changes[index] = DocumentChange.Unchanged;
                continue;
            }

            var passages = splitter.SplitCancellable(documents[index], cancellationToken);
            planned.Add(new PlannedDocument(index, documents[index], passages, [.. passages.Select(p => InputHash.Of(p.Input))]));
        }

        var known = snapshot.FindVectors(space, planned.SelectMany(p => p.Inputs));
        var vectors = new Dictionary<InputHash, float[]?>();
        foreach (var input in planned.SelectMany(p => p.Inputs))
            vectors.TryAdd(input, known.GetValueOrDefault(input));
        return new BatchPlan
        {
            Given = documents,
            Space = space.Number,
            Sequence = snapshot.Sequence,
            Changes = changes,
            Documents = planned,
            Vectors = vectors,
        };
    }

    /// <summary>The model runs. One batch at a time.</summary>
    public async Task EmbedAsync(BatchPlan plan, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        foreach (var (input, vector) in plan.Vectors)
        {
            if (vector is null && _underWay.FirstOrDefault(v => v.GetValueOrDefault(input) is not null) is { } other)
                plan.Vectors[input] = other[input];
        }

        var missing = new Dictionary<InputHash, ReadOnlyMemory<int>>();
        foreach (var document in plan.Documents)
        {
            for (var i = 0; i < document.Passages.Count; i++)
            {
                if (plan.Vectors[document.Inputs[i]] is null && !missing.ContainsKey(document.Inputs[i]))
                    missing.Add(document.Inputs[i], document.Passages[i].TokenIds);
            }
        }

        if (missing.Count > 0)
        {
            var flat = new float[missing.Count * biEncoder.Dimensions];
            var running = new EmbedOptions { Priority = options.Priority, TokensRead = options.TokensRead, Progress = progress };
            var usage = await biEncoder.EmbedAsync([.. missing.Values], flat, running, cancellationToken).ConfigureAwait(false);
            var index = 0;
            foreach (var input in missing.Keys)
                plan.Vectors[input] = flat[(index * biEncoder.Dimensions)..(++index * biEncoder.Dimensions)];
            plan.TokensDropped = usage.Sum(u => u.DroppedTokens);
            LodestoneDiagnostics.ModelRuns.Add(missing.Count, Stage);
            LodestoneDiagnostics.ModelTokens.Add(usage.Sum(u => (long)u.Tokens), Stage);
        }

        plan.Embedded = missing.Count;
        _underWay.Enqueue(plan.Vectors);
        if (_underWay.Count > 3)
            _underWay.Dequeue();
    }
}
