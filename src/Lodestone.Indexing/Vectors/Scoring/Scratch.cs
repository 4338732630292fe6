using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>One thread's memory for searching or building; once it has grown, a search allocates nothing.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private readonly NativeBuffer<float> _queryFloats = new();
    private readonly NativeBuffer<sbyte> _queryCodes = new();
    private readonly NativeBuffer<sbyte> _selfCodes = new();
    private readonly NativeBuffer<ulong> _rivals = new();
    private readonly NativeBuffer<float> _kept = new();

    /// <summary>The best candidates in order, or the candidates of an exact scan.</summary>
    public NativeBuffer<ulong> Candidates { get; } = new();

    /// <summary>The slots that a filtered walk still has to visit.</summary>
    public NativeBuffer<ulong> Frontier { get; } = new();

    /// <summary>The unvisited neighbours of one slot.</summary>
    public NativeBuffer<int> Fresh { get; } = new();

    /// <summary>Their scores.</summary>
    public NativeBuffer<ulong> Scored { get; } = new();

    /// <summary>Lower bounds of an exact scan.</summary>
    public NativeBuffer<float> Floors { get; } = new();

    /// <summary>The codes of chosen neighbours as queries, and the other parts of a query.</summary>
    public NativeBuffer<sbyte> ChosenCodes { get; } = new();

    public NativeBuffer<CodedQuery> Chosen { get; } = new();

    public VisitedSlots Visited { get; } = new();

    /// <summary>Codes a query into this memory.</summary>
    public CodedQuery Code(ReadOnlySpan<float> vector, VectorMetric metric)
    {
        var stride = VectorSlots.StrideOf(vector.Length);
        return CodedQuery.Of(vector, metric, _queryFloats.Ensure(stride), _queryCodes.Ensure(stride), stride);
    }

    /// <summary>Memory for a query in the form in which vectors are stored.</summary>
    public Span<float> Kept(int dimensions) => new(_kept.Ensure(dimensions), dimensions);

    /// <summary>Memory for one stored vector's codes as a query.</summary>
    public sbyte* Self(int stride) => _selfCodes.Ensure(stride);

    /// <summary>Memory for the candidates of one block of links, separate from those of the walk.</summary>
    public Span<ulong> Rivals(int count) => new(_rivals.Ensure(count), count);

    public void Dispose()
    {
        _selfCodes.Dispose();
        _rivals.Dispose();
        _kept.Dispose();
        _queryFloats.Dispose();
        _queryCodes.Dispose();
        Candidates.Dispose();
        Frontier.Dispose();
        Fresh.Dispose();
        Scored.Dispose();
        Floors.Dispose();
        ChosenCodes.Dispose();
        Chosen.Dispose();
        Visited.Dispose();
    }
}
