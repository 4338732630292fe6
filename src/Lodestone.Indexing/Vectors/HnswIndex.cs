using Lodestone.Indexing.Vectors;
using Lodestone.Indexing.Vectors.Files;
using Lodestone.Indexing.Vectors.Graph;
using Lodestone.Indexing.Vectors.Scoring;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing;

/// <summary>
/// An approximate index in which a search walks a graph towards the query (HNSW: Malkov and Yashunin 2018); its search time grows far
/// slower than the number of vectors.
/// </summary>
/// <remarks>
/// The walk compares codes of one byte per dimension; the best candidates are compared again by floats. Removed vectors are walked through
/// until <see cref="VectorIndex.Repair"/>. Where comparing all allowed vectors is cheaper, an exact scan replaces the walk, and the result
/// reports it. See <see cref="VectorIndex"/> for the guarantees of all indexes.
/// </remarks>
public sealed class HnswIndex : VectorIndex
{
    private readonly HnswGraph _graph;
    private readonly GraphBuilder _builder;

    internal HnswIndex(VectorSlots slots, HnswGraph graph, string? folder, IReadOnlyDictionary<string, string>? labels)
        : base(slots, folder, labels)
    {
        _graph = graph;
        _builder = new GraphBuilder(graph, Scratches);
    }

    /// <summary>The options that the graph was built with.</summary>
    public HnswOptions Options => _graph.Options;

    /// <summary>Creates an empty index.</summary>
    /// <param name="folder">
    /// The folder for the floats and the saves; null to keep everything in memory. An existing save stays until the first new one.
    /// </param>
    /// <param name="dimensions">The number of dimensions of every vector, 1 to 16,384.</param>
    /// <param name="metric">The similarity of two vectors. Default: cosine.</param>
    /// <param name="options">The options of the graph; null for the defaults.</param>
    /// <exception cref="IOException">The folder is not writable.</exception>
    public static HnswIndex Create(string? folder, int dimensions, VectorMetric metric = VectorMetric.Cosine, HnswOptions? options = null)
    {
        options ??= new HnswOptions();
        options.Validate();
        var slots = VectorIndexFactory.Slots(folder, dimensions, metric);
        return new HnswIndex(slots, new HnswGraph(slots, options), folder, labels: null);
    }

    /// <summary>Creates an index with a graph over the vectors of another index, which is unchanged.</summary>
    /// <param name="source">
    /// The other index, which must not change meanwhile. It may be in the same folder; the first save of the new index then replaces it.
    /// </param>
    /// <param name="folder">As for <see cref="Create"/>.</param>
    /// <param name="options">The options of the graph; null for the defaults.</param>
    /// <param name="threads">The number of threads. Default: 1.</param>
    /// <param name="cancellationToken">Honoured between vectors.</param>
    public static HnswIndex From(
        VectorIndex source, string? folder, HnswOptions? options = null, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var index = Create(folder, source.Dimensions, source.Metric, options);
        try
        {
            foreach (var (keys, vectors, ties) in source.Portions())
                index.Add(keys, vectors, ties, threads, cancellationToken);
            return index;
        }
        catch
        {
            index.Dispose();
            (index.Slots.Rows as FileRows)?.Discard();
            throw;
        }
    }

    private protected override VectorResults Find(in CodedQuery coded, VectorQuery query, KeyFilter filter, Scratch scratch)
    {
        var plan = new SearchPlan(query, filter, Slots);
        if (!plan.Walks)
            return Exact(coded, query, filter, scratch, query.Allowed is null ? SearchPath.ExactScan : SearchPath.FilteredExactScan, 0);
        var walk = new GraphWalk(Slots, _graph.Links, coded, scratch);
        var (entry, level) = _graph.Entry;
        var nearest = walk.Descend(entry, level, 0);
        var found = plan.Filters
            ? Filtered(ref walk, nearest, plan, query.Top, filter, scratch)
            : Plain(ref walk, nearest, plan, filter, scratch);
        if (found < Math.Min(query.Top, plan.Matches))
            return Exact(coded, query, filter, scratch, SearchPath.FellBackToExact, walk.Compared);
        var path = plan.Filters ? SearchPath.FilteredGraphWalk : SearchPath.GraphWalk;
        return Rescorer.Rescore(Slots, coded, scratch, found, query.Top, path, walk.Compared, plan.EfSearch);
    }

    private int Plain(ref GraphWalk walk, int nearest, SearchPlan plan, KeyFilter filter, Scratch scratch)
    {
        var found = walk.Plain(nearest, 0, plan.EfSearch);
        // A vector added since the plan is linked before it may be returned, so the walk may have met it.
        return Slots.AllLive && filter.PassesAllUpTo(Slots.LargestKey)
            ? found
            : KeepReturnable(scratch, found, new PassingSlots(Slots, filter));
    }

    // When most slots may be returned, a plain walk with more candidates finds enough of them, and only these are tested.
    private int Filtered(ref GraphWalk walk, int nearest, SearchPlan plan, int top, KeyFilter filter, Scratch scratch)
    {
        var returnable = new PassingSlots(Slots, filter);
        if (plan.MostPass)
        {
            var kept = KeepReturnable(scratch, walk.Plain(nearest, 0, plan.WiderEfSearch), returnable);
            // Fewer are left when the forbidden slots are concentrated around the query.
            if (kept >= Math.Max(top, plan.EfSearch / 2))
                return kept;
        }

        return walk.Filtered(nearest, 0, plan.EfSearch, plan.Matches, returnable);
    }

    private static unsafe int KeepReturnable(Scratch scratch, int found, PassingSlots returnable)
    {
        var candidates = new Span<ulong>(scratch.Candidates.Items, found);
        var kept = 0;
        foreach (var candidate in candidates)
        {
            if (returnable.Returns(Scored.Slot(candidate)))
                candidates[kept++] = candidate;
        }

        return kept;
    }

    private VectorResults Exact(
        in CodedQuery coded, VectorQuery query, KeyFilter filter, Scratch scratch, SearchPath path, int compared)
    {
        var scan = new ExactScan(Slots, coded, filter, scratch, query.Top);
        return new VectorResults(scan.Run(query.Allowed), path, compared + scan.Compared, scan.Rescored, 0);
    }

    private protected override void Link(int[] slots, int threads, CancellationToken cancellationToken)
    {
        foreach (var slot in slots)
            _graph.Place(slot);
        _builder.Link(slots, threads, cancellationToken);
    }

    private protected override void Unlink(int[] removed, int threads, CancellationToken cancellationToken) =>
        new GraphRepair(_graph, _builder, Scratches).Run(threads, cancellationToken);

    private protected override void Forget(int[] removed)
    {
        foreach (var slot in removed)
            _graph.Links.Release(Slots, slot);
    }

    private protected override VectorIndexHealth Diagnose(double? recall, int sample)
    {
        var survey = GraphSurvey.Of(_graph);
        return new VectorIndexHealth
        {
            Count = Count,
            Removed = Removed,
            Free = Slots.FreeCount,
            DegreeHistogram = survey.Degrees,
            LevelHistogram = survey.Levels,
            ReachableShare = survey.ReachableShare,
            SampledRecall = recall,
            Sample = sample,
            MemoryBytes = Slots.MemoryBytes + _graph.Links.MemoryBytes(Slots.Count),
        };
    }

    private protected override void Write(string folder, FileRows rows, IReadOnlyDictionary<string, string> labels) =>
        IndexStore.Write(folder, VectorIndexFactory.Header(IndexKind.Hnsw, Slots, rows, _graph, labels), Slots, rows, _graph);

    private protected override void Release() => _graph.Dispose();
}
