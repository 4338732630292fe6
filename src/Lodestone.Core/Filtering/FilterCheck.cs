namespace Lodestone.Filtering;

/// <summary>Checks a filter against the stored metadata.</summary>
internal static class FilterCheck
{
    // Enough to recognise a typing error, few enough to read.
    private const int Listed = 50;

    /// <summary>The fields of a filter that no document has, each once, in the filter's order.</summary>
    public static IReadOnlyList<string> UnknownFields(
        Filter filter, IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> fields) =>
        [.. filter.Node.Fields().Where(f => f != Filter.IdField && !fields.ContainsKey(f)).Distinct(StringComparer.Ordinal)];

    /// <summary>Refuses a filter whose fields are not all known, because what it says of the others is probably not meant.</summary>
    /// <exception cref="FilterException">No document has one of the fields.</exception>
    public static void EnsureKnown(Filter filter, IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> fields)
    {
        if (UnknownFields(filter, fields) is not [var field, ..])
            return;
        var known = fields.Take(Listed).Select(f => $"{f.Key} ({Words(f.Value)})");
        throw new FilterException(
            ErrorCodes.FilterFieldUnknown,
            $"the field '{field}', which no document has",
            fields.Count == 0 ? "no field, since no document has metadata"
            : string.Join("; ", known) + (fields.Count > Listed ? "; and more" : ""),
            knownFields: fields.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The kinds in which the value is compared with the field: those that the field has and the value can be read as.</summary>
    /// <exception cref="FilterException">The field and the value have no kind in common.</exception>
    public static IReadOnlyList<MetadataKind> Readings(FilterNode.Test test, FilterValue value, IReadOnlyList<MetadataKind> kinds)
    {
        MetadataKind[] readings = [.. kinds.Where(k => Accepts(k, test.Operator, value))];
        return readings.Length > 0 ? readings : throw new FilterException(
            ErrorCodes.FilterKindMismatch,
            $"{test.Field} {FilterText.Sign(test.Operator)} {value}",
            $"'{test.Field}' holds {Words(kinds)}: " + string.Join("; ", kinds.Select(Usage)));
    }

    /// <summary>Whether values of a kind can be compared with this value by this operator.</summary>
    public static bool Accepts(MetadataKind kind, FilterOperator how, FilterValue value) => kind switch
    {
        MetadataKind.Text => value.Text is not null && how != FilterOperator.Contains,
        MetadataKind.Number => value.Number is not null && how != FilterOperator.Contains,
        MetadataKind.Boolean => value.Boolean is not null && (how is FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In),
        MetadataKind.Date => value.Moments is not null && how != FilterOperator.Contains,
        _ => value.Text is not null &&
            (how is FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In or FilterOperator.Contains),
    };

    private static string Words(IEnumerable<MetadataKind> kinds) => string.Join(", ", kinds.Select(Word));

    private static string Word(MetadataKind kind) => kind switch
    {
        MetadataKind.Text => "string",
        MetadataKind.Number => "number",
        MetadataKind.Boolean => "boolean",
        MetadataKind.Date => "date",
        _ => "string list",
    };

    private static string Usage(MetadataKind kind) => Word(kind) + kind switch
    {
        MetadataKind.Text => " with a string and =, !=, <, <=, >, >= or in",
        MetadataKind.Number => " with a number and =, !=, <, <=, >, >= or in",
        MetadataKind.Boolean => " with true or false and =, != or in",
        MetadataKind.Date => " with a date and =, !=, <, <=, >, >= or in",
        _ => " with a string and =, !=, in or contains",
    };
}
