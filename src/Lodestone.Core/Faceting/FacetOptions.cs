namespace Lodestone;

/// <summary>The fields whose values are counted, and the documents among which.</summary>
public sealed record FacetOptions
{
    /// <summary>The most fields of one call.</summary>
    public const int MostFields = 100;

    /// <summary>The largest <see cref="MaxValues"/>.</summary>
    public const int LargestMaxValues = 1_000;

    /// <summary>The fields, 1 to <see cref="MostFields"/>, each once. A field that no document has gets no values.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The filter that documents must match, whichever facet is counted. Default: all documents.</summary>
    public Filter? Filter { get; init; }

    /// <summary>
    /// The values that the user chose of each field: a document matches when it has one of them, or when there are none. They narrow the
    /// counts of the other fields, and not those of their own, so that the values that could be chosen beside them keep their counts.
    /// Default: nothing is chosen.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FilterValue>> Chosen { get; init; } =
        new Dictionary<string, IReadOnlyList<FilterValue>>();

    /// <summary>The maximum number of values of a field, most frequent first: 1 to <see cref="LargestMaxValues"/>. Default: 20.</summary>
    public int MaxValues { get; init; } = 20;

    /// <summary>Whether a field that no document has is a <see cref="FilterException"/>, in a filter too. Default: false.</summary>
    public bool Strict { get; init; }

    /// <summary>The filter of a search for the choice: <see cref="Filter"/> and one value of each field of <see cref="Chosen"/>.</summary>
    /// <returns>The filter; null when it would match all documents.</returns>
    public Filter? ToFilter() => Without(null);

    /// <summary>Validates the ranges of all options.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or a field is blank or there twice.</exception>
    public void Validate()
    {
        if (Fields is null || Fields.Count is 0 or > MostFields)
            throw new InvalidRangeException(nameof(Fields), $"{Fields?.Count ?? 0} fields", $"1 to {MostFields}");
        InvalidRangeException.ThrowIfNotWithin(MaxValues, 1, LargestMaxValues);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            InvalidArgumentException.ThrowIfBlank(field, nameof(Fields));
            if (!seen.Add(field))
                throw new InvalidRangeException(nameof(Fields), $"'{field}' twice", "each field once");
        }
    }

    /// <summary>The filter of all that was chosen, but for one field.</summary>
    internal Filter? Without(string? field) => Chosen
        .Where(c => c.Key != field && c.Value.Count > 0)
        .OrderBy(c => c.Key, StringComparer.Ordinal)
        .Select(c => Lodestone.Filter.In(c.Key, c.Value))
        .Aggregate(Filter, (all, one) => all is null ? one : all & one);
}
