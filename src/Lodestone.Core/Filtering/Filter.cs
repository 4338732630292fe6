using System.Globalization;
using Lodestone.Filtering;

namespace Lodestone;

/// <summary>A condition on the metadata of documents; only documents that match it can be found.</summary>
/// <remarks>
/// <para>Written as text, <c>plan = "free" and year &gt;= 2024</c>, or in code,
/// <c>Filter.Equal("plan", "free") &amp; Filter.AtLeast("year", 2024)</c>. docs/filters.md describes the whole language.</para>
/// <para>A comparison matches values of its own kind only: a number never equals a string. A list of strings matches when one of its
/// strings is equal. A document without the field matches no comparison except <see cref="NotEqual"/>, which is the negation of
/// <see cref="Equal"/>.</para>
/// <para>Immutable and thread-safe. A filter does not know a collection: its fields are checked when it is used. A comparison of a kind
/// that the field does not have is a <see cref="FilterException"/>. A field that no document has is one for a deletion, and where strict
/// filters are asked for; elsewhere it matches as a missing field does, and the result names it.</para>
/// <para>The field <see cref="IdField"/> is the document's id, a string; a metadata field of that name cannot be compared.</para>
/// </remarks>
public sealed class Filter
{
    /// <summary>The name by which a filter compares the document's id, as in <c>@id != "doc-17"</c>.</summary>
    public const string IdField = "@id";

    private Filter(FilterNode node)
    {
        if (node.Depth > FilterLimits.Depth)
            throw Beyond(node.Depth, FilterLimits.Depth, "parts within parts");
        if (node.Terms > FilterLimits.Terms)
            throw Beyond(node.Terms, FilterLimits.Terms, "comparisons");
        Node = node;
    }

    /// <summary>The number of comparisons, 1 to 1,000; every value of a list counts as one.</summary>
    public int Comparisons => Node.Terms;

    internal FilterNode Node { get; }

    /// <summary>Parses the text form of a filter.</summary>
    /// <exception cref="FilterException">
    /// <paramref name="text"/> is malformed; the message states the position, the text found there, and the accepted forms.
    /// </exception>
    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(FilterParser.Parse(text));
    }

    /// <summary>Matches documents whose field equals the value, or whose list contains it.</summary>
    public static Filter Equal(string field, FilterValue value) => Test(field, FilterOperator.Equal, value);

    /// <summary>The negation of <see cref="Equal"/>, so it also matches every document without the field.</summary>
    public static Filter NotEqual(string field, FilterValue value) => Test(field, FilterOperator.NotEqual, value);

    /// <summary>Matches documents whose field is less than the value, or before it.</summary>
    /// <remarks>Strings are compared by code points.</remarks>
    public static Filter Less(string field, FilterValue value) => Test(field, FilterOperator.Less, value);

    /// <summary>Matches documents whose field is less than or equal to the value.</summary>
    public static Filter AtMost(string field, FilterValue value) => Test(field, FilterOperator.AtMost, value);

    /// <summary>Matches documents whose field is greater than the value, or after it.</summary>
    public static Filter Greater(string field, FilterValue value) => Test(field, FilterOperator.Greater, value);

    /// <summary>Matches documents whose field is greater than or equal to the value.</summary>
    public static Filter AtLeast(string field, FilterValue value) => Test(field, FilterOperator.AtLeast, value);

    /// <summary>Matches documents whose field equals one of the values.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> is empty.</exception>
    public static Filter In(string field, params IReadOnlyList<FilterValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0
            ? Test(field, FilterOperator.In, [.. values])
            : throw new InvalidArgumentException(
                ErrorCodes.FilterValueMissing, "A list of values is empty, so nothing could match. Give at least one.", nameof(values));
    }

    /// <summary>Matches documents whose field is a list of strings that contains the value.</summary>
    public static Filter Contains(string field, string value) => Test(field, FilterOperator.Contains, value);

    /// <summary>Matches the document with the id; <c>!Filter.Id(id)</c> matches all others.</summary>
    public static Filter Id(string id) => Equal(IdField, id);

    /// <summary>Matches the documents with one of the ids.</summary>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is empty.</exception>
    public static Filter IdIn(params IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return In(IdField, [.. ids.Select(id => (FilterValue)id)]);
    }

    /// <summary>Matches documents that have the field, whatever its kind and value.</summary>
    public static Filter Exists(string field) => new(new FilterNode.Exists(Named(field)));

    /// <summary>Matches when both filters match.</summary>
    public static Filter operator &(Filter left, Filter right) => left.And(right);

    /// <summary>Matches when at least one of the filters matches.</summary>
    public static Filter operator |(Filter left, Filter right) => left.Or(right);

    /// <summary>Matches when the filter does not match.</summary>
    public static Filter operator !(Filter filter) => filter.Not();

    /// <summary>Matches when both filters match.</summary>
    public Filter And(Filter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new FilterNode.All([.. Parts(Node), .. Parts(other.Node)]));

        static IReadOnlyList<FilterNode> Parts(FilterNode node) => node is FilterNode.All all ? all.Parts : [node];
    }

    /// <summary>Matches when at least one of the filters matches.</summary>
    public Filter Or(Filter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(new FilterNode.Any([.. Parts(Node), .. Parts(other.Node)]));

        static IReadOnlyList<FilterNode> Parts(FilterNode node) => node is FilterNode.Any any ? any.Parts : [node];
    }

    /// <summary>Matches when this filter does not match.</summary>
    public Filter Not() => new(new FilterNode.Not(Node));

    /// <summary>The text form, which parses to the same filter.</summary>
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
