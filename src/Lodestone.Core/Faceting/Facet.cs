namespace Lodestone;

/// <summary>The values that documents have in one field, counted.</summary>
public sealed record Facet
{
    /// <summary>The field.</summary>
    public required string Field { get; init; }

    /// <summary>The most frequent values, most frequent first; equal counts by kind, then in the order of the values.</summary>
    public required IReadOnlyList<FacetValue> Values { get; init; }

    /// <summary>The number of different values, those that are not listed included.</summary>
    public required int DistinctValues { get; init; }

    /// <summary>The number of documents among which were counted, those without the field included.</summary>
    public required long Documents { get; init; }
}

/// <summary>A value of a field, and the number of documents that have it.</summary>
/// <param name="Value">The value; of a list of strings, one string, which counts as the same value as a string alone.</param>
/// <param name="Documents">The number of documents. Each is counted once, however often its list has the string.</param>
public sealed record FacetValue(MetadataValue Value, long Documents);
