namespace Lodestone;

/// <summary>A part of a filter.</summary>
internal abstract record FilterNode
{
    private FilterNode(int depth, int terms)
    {
        Depth = depth;
        Terms = terms;
    }

    public int Depth { get; }

    public int Terms { get; }

    /// <summary>The comparisons in it, in order.</summary>
    public IEnumerable<Test> Tests() => this switch
    {
        All all => all.Parts.SelectMany(p => p.Tests()),
        Any any => any.Parts.SelectMany(p => p.Tests()),
        Not not => not.Part.Tests(),
        Test test => [test],
        _ => [],
    };

    public sealed record All(IReadOnlyList<FilterNode> Parts) : FilterNode(1 + Parts.Max(p => p.Depth), Parts.Sum(p => p.Terms));

    public sealed record Any(IReadOnlyList<FilterNode> Parts) : FilterNode(1 + Parts.Max(p => p.Depth), Parts.Sum(p => p.Terms));

    public sealed record Not(FilterNode Part) : FilterNode(1 + Part.Depth, Part.Terms);

    public sealed record Exists(string Field) : FilterNode(1, 1);

    public sealed record Test(string Field, FilterOperator Operator, IReadOnlyList<FilterValue> Values)
        : FilterNode(1, Math.Max(1, Values.Count));
}
