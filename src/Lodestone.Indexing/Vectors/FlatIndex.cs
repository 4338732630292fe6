using Lodestone.Indexing.Vectors;
using Lodestone.Indexing.Vectors.Files;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing;

/// <summary>
/// An exact index that compares every vector and needs no build time. Fast enough up to 20,000 vectors.
/// </summary>
/// <remarks>
/// Vectors are compared by codes of one byte per dimension first, and by floats where the codes do not decide: the result equals that of
/// comparing all floats. See <see cref="VectorIndex"/> for the guarantees of all indexes.
/// </remarks>
public sealed class FlatIndex : VectorIndex
{
    internal FlatIndex(VectorSlots slots, string? folder, IReadOnlyDictionary<string, string>? labels)
        : base(slots, folder, labels)
    {
    }

    /// <summary>Creates an empty index.</summary>
    /// <param name="folder">
    /// The folder for the floats and the saves; null to keep everything in memory. An existing save stays until the first new one.
    /// </param>
    /// <param name="dimensions">The number of dimensions of every vector, 1 to 16,384.</param>
    /// <param name="metric">The similarity of two vectors. Default: cosine.</param>
    /// <exception cref="IOException">The folder is not writable.</exception>
    public static FlatIndex Create(string? folder, int dimensions, VectorMetric metric = VectorMetric.Cosine) =>
        new(VectorIndexFactory.Slots(folder, dimensions, metric), folder, labels: null);

    private protected override VectorResults Find(in CodedQuery coded, VectorQuery query, KeyFilter filter, Scratch scratch)
    {
        var scan = new ExactScan(Slots, coded, filter, scratch, query.Top);
        var hits = scan.Run(query.Allowed);
        var path = query.Allowed is null ? SearchPath.ExactScan : SearchPath.FilteredExactScan;
        return new VectorResults(hits, path, scan.Compared, scan.Rescored, efSearch: 0);
    }

    private protected override void Link(int[] slots, int threads, CancellationToken cancellationToken)
    {
    }

    private protected override void Unlink(int[] removed, int threads, CancellationToken cancellationToken)
    {
    }

    private protected override void Forget(int[] removed)
    {
    }

    private protected override VectorIndexHealth Diagnose(double? recall, int sample) => new()
    {
        Count = Count,
        Removed = Removed,
        Free = Slots.FreeCount,
        DegreeHistogram = [],
        LevelHistogram = [],
        ReachableShare = 1,
        SampledRecall = recall,
        Sample = sample,
        MemoryBytes = Slots.MemoryBytes,
    };

    private protected override void Write(string folder, FileRows rows, IReadOnlyDictionary<string, string> labels) =>
        IndexStore.Write(folder, VectorIndexFactory.Header(IndexKind.Flat, Slots, rows, graph: null, labels), Slots, rows, graph: null);

    private protected override void Release()
    {
    }
}
