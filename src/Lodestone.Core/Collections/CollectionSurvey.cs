using System.Globalization;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;

namespace Lodestone.Collections;

/// <summary>Surveys a collection: its size, its health, and whether store and indexes agree.</summary>
internal static class CollectionSurvey
{
    // Below this recall a graph is worth rebuilding; the default EfSearch finds more on every collection measured.
    private const double LeastRecall = .9;

    private const int FloatsHeader = 64;

    public static CollectionStats Stats(DocumentStore store, VectorSpace? open, string crossEncoder)
    {
        using var snapshot = store.Snapshot();
        var sizes = snapshot.Sizes();
        var space = snapshot.ActiveSpace?.Space;
        var vectors = open?.Indexes.Vectors;
        var health = vectors?.Examine();
        var rows = vectors is null ? 0 : (long)vectors.Count + health!.Removed;
        return new CollectionStats
        {
            Documents = snapshot.Documents,
            Passages = snapshot.Passages,
            Sequence = snapshot.Sequence,
            BiEncoder = open?.Stored.Space.Name ?? space?.Name,
            BiEncoderChecksum = space?.Checksum,
            Dimensions = space?.Dimensions ?? 0,
            CrossEncoder = crossEncoder,
            Fields = snapshot.Fields,
            StoreBytes = sizes.DatabaseBytes + sizes.LogBytes,
            IndexBytes = Bytes(Path.Combine(store.Folder, "indexes"), FloatsHeader + rows * (space?.Dimensions ?? 0) * sizeof(float)),
            VectorIndex = health,
            HasGraph = vectors is HnswIndex,
        };
    }

    public static CollectionHealth Health(
        DocumentStore store, SnapshotHistory history, EncoderSource encoders, CollectionOptions options, ModelPool pool)
    {
        var degradations = new List<string>(history.Notices);
        var space = history.Current?.Space.Stored.Space;
        if (space is not null && encoders.FindProblem(space) is { } missing)
            degradations.Add(missing.Message);
        string?[] models =
        [
            options.Embedder is not null || space?.Embedder == SpaceEmbedder.Generator ? null : space?.Model ?? options.BiEncoder,
            options.Reranker is null ? options.CrossEncoder : null,
        ];
        foreach (var model in models)
        {
            try
            {
                if (model is not null)
                    pool.Resolve(model);
            }
            catch (ModelLoadException gone)
            {
                degradations.Add(gone.Message);
            }
        }

        return new CollectionHealth
        {
            WriteProblem = store.IsReadOnly ? null : store.FindWriteProblem()?.Message,
            Degradations = degradations,
        };
    }

    public static async Task<CheckReport> CheckAsync(
        DocumentStore store, SnapshotHistory history, IReadOnlyList<string> notices, bool full, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        problems.AddRange(
            await StoreThreads.RunLongAsync(() => store.Check(full, cancellationToken), cancellationToken).ConfigureAwait(false));
        using var held = await history.AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (held is null)
            return new CheckReport(problems, notices, 0, null);
        var health = await StoreThreads.RunLongAsync(
            () =>
            {
                Compare(held, problems, cancellationToken);
                return held.Snapshot.Vectors.Examine();
            },
            cancellationToken).ConfigureAwait(false);
        if (health.SampledRecall < LeastRecall)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture,
                $"The vector index finds {health.SampledRecall:P0} of the nearest 10 in a sample of {health.Sample}. ") +
                "Rebuild it.");
        }

        return new CheckReport(problems, notices, held.Snapshot.Sequence, health);
    }

    private static void Compare(HeldSnapshot held, List<string> problems, CancellationToken cancellationToken)
    {
        long passages = 0, withoutVector = 0, withoutWords = 0;
        foreach (var key in held.Store.Keys())
        {
            if ((++passages & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!held.Snapshot.Vectors.Contains(key))
                withoutVector++;
            if (!held.Snapshot.Keywords.Contains(key))
                withoutWords++;
        }

        if (withoutVector > 0)
            problems.Add(Invariant($"{withoutVector} of {passages} passages are not in the vector index. Rebuild it."));
        if (held.Snapshot.Vectors.Count - passages - (held.Snapshot.Hidden?.Count ?? 0) is > 0 and var strangers)
            problems.Add(Invariant($"The vector index has {strangers} vectors of passages that do not exist. Rebuild it."));
        if (withoutWords > 0)
            problems.Add(Invariant($"{withoutWords} of {passages} passages are not in the keyword index. Rebuild it."));
        if (held.Snapshot.Keywords.Count - (passages - withoutWords) is > 0 and var unknown)
            problems.Add(Invariant($"The keyword index has {unknown} passages that do not exist. Rebuild it."));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // The file of floats is sparse: it is longer than its contents, and the unused part takes no room (docs/formats/vector-index.md).
    private static long Bytes(string folder, long floats) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(f => f.Name.StartsWith("floats-", StringComparison.Ordinal) ? Math.Min(f.Length, floats) : f.Length)
        : 0;
}
