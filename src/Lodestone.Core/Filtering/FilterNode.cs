namespace Lodestone.Filtering;

/// <summary>A node of a filter's syntax tree.</summary>
internal abstract record FilterNode
{
    private FilterNode(int depth, int terms)
    {
        Depth = depth;
        Terms = terms;
    }

    public int Depth { get; }

    public int Terms { get; }

    /// <summary>The comparisons in the tree, in order.</summary>
    public IEnumerable<Test> Tests() => this switch
    {
        All all => all.Parts.SelectMany(p => p.Tests()),
        Any any => any.Parts.SelectMany(p => p.Tests()),
        Not not => not.Part.Tests(),
        Test test => [test],
        _ => [],
    };

    /// <summary>The fields that the tree names, in order.</summary>
    public IEnumerable<string> Fields() => this switch
    {
        All all => all.Parts.SelectMany(p => p.Fields()),
        Any any => any.Parts.SelectMany(p => p.Fields()),
        Not not => not.Part.Fields(),
        Exists exists => [exists.Field],
        _ => [((Test)this).Field],
    };

    public sealed record All(IReadOnlyList<FilterNode> Parts) : FilterNode(1 + Parts.Max(p => p.Depth), Parts.Sum(p => p.Terms));

    public sealed record Any(IReadOnlyList<FilterNode> Parts) : FilterNode(1 + Parts.Max(p => p.Depth), Parts.Sum(p => p.Terms));

    public sealed record Not(FilterNode Part) : FilterNode(1 + Part.Depth, Part.Terms);

    public sealed record Exists(string Field) : FilterNode(1, 1);

    public sealed record Test(string Field, FilterOperator Operator, IReadOnlyList<FilterValue> Values)
        : FilterNode(1, Math.Max(1, Values.Count));
}

/// <summary>The operator that compares a field with a value.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    Contains,
}

/// <summary>The limits of a filter's size, so that a hostile one costs little.</summary>
internal static class FilterLimits
{
    /// <summary>The maximum characters of the text form.</summary>
    public const int Length = 32_768;

    /// <summary>The maximum depth of nesting.</summary>
    public const int Depth = 64;

    /// <summary>The maximum number of comparisons; every value of a list counts as one.</summary>
    public const int Terms = 1_000;
}
