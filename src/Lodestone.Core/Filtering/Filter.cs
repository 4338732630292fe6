using System.Globalization;
using Lodestone.Filtering;

namespace Lodestone;

/// <summary>Which documents may be found: a condition on their metadata.</summary>
/// <remarks>
/// <para>Written as text, <c>plan = "free" and year &gt;= 2024</c>, or in code,
/// <c>Filter.Equal("plan", "free") &amp; Filter.AtLeast("year", 2024)</c>. docs/filters.md has the whole language.</para>
/// <para>Only values of the kind compared with can match: a number never equals a string. Of a list of strings, one that is equal is
/// enough. A document without the field matches no comparison but <see cref="NotEqual"/>, which is the opposite of
/// <see cref="Equal"/>.</para>
/// <para>Immutable and safe to share between threads. It does not know a collection: whether its fields are there is found out when it is
/// used, and a field or kind that is not there is a <see cref="FilterException"/>.</para>
/// </remarks>
public sealed class Filter
{
    private Filter(FilterNode node)
    {
        if (node.Depth > FilterLimits.Depth)
            throw Beyond(node.Depth, FilterLimits.Depth, "parts within parts");
        if (node.Terms > FilterLimits.Terms)
            throw Beyond(node.Terms, FilterLimits.Terms, "comparisons");
        Node = node;
    }

    /// <summary>How many comparisons it has: every value of a list is one. 1 to 1,000.</summary>
    public int Comparisons => Node.Terms;

    internal FilterNode Node { get; }

    /// <summary>Reads a filter's text form.</summary>
    /// <exception cref="FilterException">It cannot be read; the message says where, what was found, and what is accepted.</exception>
    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(FilterParser.Parse(text));
    }

    /// <summary>The field has this value, or holds it in its list.</summary>
    public static Filter Equal(string field, FilterValue value) => Test(field, FilterOperator.Equal, value);

    /// <summary>The opposite of <see cref="Equal"/>, so also every document without the field.</summary>
    public static Filter NotEqual(string field, FilterValue value) => Test(field, FilterOperator.NotEqual, value);

    /// <summary>The field is less than the value, or before it. Strings are compared by their code points.</summary>
    public static Filter Less(string field, FilterValue value) => Test(field, FilterOperator.Less, value);

    /// <summary>The field is the value or less.</summary>
    public static Filter AtMost(string field, FilterValue value) => Test(field, FilterOperator.AtMost, value);

    /// <summary>The field is more than the value, or after it.</summary>
    public static Filter Greater(string field, FilterValue value) => Test(field, FilterOperator.Greater, value);

    /// <summary>The field is the value or more.</summary>
    public static Filter AtLeast(string field, FilterValue value) => Test(field, FilterOperator.AtLeast, value);

    /// <summary>The field equals one of the values.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Filter In(string field, params IReadOnlyList<FilterValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0
            ? Test(field, FilterOperator.In, [.. values])
            : throw new InvalidArgumentException(
                ErrorCodes.FilterValueMissing, "A list of values is empty, so nothing could match. Give at least one.", nameof(values));
    }

    /// <summary>The field is a list of strings, and this is one of them.</summary>
    public static Filter Contains(string field, string value) => Test(field, FilterOperator.Contains, value);

    /// <summary>The document has the field, whatever its kind and value.</summary>
    public static Filter Exists(string field) => new(new FilterNode.Exists(Named(field)));

    /// <summary>Both hold.</summary>
    public static Filter operator &(Filter left, Filter right) => left.And(right);

    /// <summary>One of them holds, or both do.</summary>
    public static Filter operator |(Filter left, Filter right) => left.Or(right);

    /// <summary>It does not hold.</summary>
    public static Filter operator !(Filter filter) => filter.Not();

    /// <summary>Both hold.</summary>
    public Filter And(Filter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new FilterNode.All([.. Parts(Node), .. Parts(other.Node)]));

        static IReadOnlyList<FilterNode> Parts(FilterNode node) => node is FilterNode.All all ? all.Parts : [node];
    }

    /// <summary>One of them holds, or both do.</summary>
    public Filter Or(Filter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new FilterNode.Any([.. Parts(Node), .. Parts(other.Node)]));

        static IReadOnlyList<FilterNode> Parts(FilterNode node) => node is FilterNode.Any any ? any.Parts : [node];
    }

    /// <summary>It does not hold.</summary>
    public Filter Not() => new(new FilterNode.Not(Node));

    /// <summary>The text form, which reads back as the same filter.</summary>
    public override string ToString() => FilterText.Write(Node);

    private static Filter Test(string field, FilterOperator how, params FilterValue[] values) => Array.TrueForAll(values, v => !v.IsNone)
        ? new(new FilterNode.Test(Named(field), how, values))
        : throw new InvalidArgumentException(
            ErrorCodes.FilterValueMissing, "A value is empty. Give a string, a number, true or false, or a date.", nameof(values));

    private static string Named(string field)
    {
        InvalidArgumentException.ThrowIfBlank(field);
        return field;
    }

    private static FilterException Beyond(int found, int accepted, string what) => new(
        ErrorCodes.FilterTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"{found} {what}"), string.Create(CultureInfo.InvariantCulture, $"at most {accepted}"));
}
