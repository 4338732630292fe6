using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>The fields whose values are counted over all documents that match, for facets beside a search.</summary>
public sealed record FacetsRequest
{
    /// <summary>The fields, each once. A field that no document has gets no values, and the response names it.</summary>
    [Length(1, RequestLimits.MaxFacetFields)]
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>A filter that documents must match, such as <c>plan = "free"</c>. Default: all documents.</summary>
    [Length(0, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>
    /// Whether a field that no document has is an error, in the filter too. Default: false, and the response names it.
    /// </summary>
    public bool? Strict { get; init; }

    /// <summary>
    /// The values that the user chose, a field each: they narrow the counts of the other fields, and not those of their own field.
    /// Default: nothing is chosen.
    /// </summary>
    [Length(0, RequestLimits.MaxFacetFields)]
    public IReadOnlyList<FacetChoice>? Chosen { get; init; }

    /// <summary>The maximum number of values of a field, the most frequent first. Default: 20.</summary>
    [Range(1, RequestLimits.MaxFacetValues)]
    public int? Limit { get; init; }
}

/// <summary>The values chosen of one field.</summary>
public sealed record FacetChoice
{
    /// <summary>The field.</summary>
    public required string Field { get; init; }

    /// <summary>The values, of which a document must have one: strings, numbers, true or false. None matches all documents.</summary>
    [Description("The values, of which a document must have one: strings, numbers, true or false. None matches all documents.")]
    [Length(0, RequestLimits.MaxFacetValues)]
    [Accepts("a string, a number, true or false")]
    public required IReadOnlyList<JsonElement> Values { get; init; }
}

/// <summary>The facets that were asked for, all of one moment.</summary>
public sealed record FacetsResponse
{
    /// <summary>One facet for each field, in the order of the request.</summary>
    public required IReadOnlyList<FacetResponse> Facets { get; init; }

    /// <summary>Fields of the request that no document has; left out when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? UnknownFields { get; init; }
}

/// <summary>The values that documents have in one field, counted.</summary>
public sealed record FacetResponse
{
    /// <summary>The field.</summary>
    public required string Field { get; init; }

    /// <summary>The number of different values, those that are not listed included.</summary>
    public required int DistinctValues { get; init; }

    /// <summary>The number of documents among which were counted, those without the field included.</summary>
    public required long Documents { get; init; }

    /// <summary>The most frequent values, most frequent first; equal counts in the order of the values.</summary>
    public required IReadOnlyList<FacetValueResponse> Values { get; init; }
}

/// <summary>A value of a field, and the number of documents that have it.</summary>
public sealed record FacetValueResponse
{
    /// <summary>The value: a string, a number, true or false; of a list of strings, one string; a date as an ISO 8601 string.</summary>
    [Description("The value: a string, a number, true or false; of a list of strings, one string; a date as an ISO 8601 string.")]
    [JsonConverter(typeof(PlainValueConverter))]
    public required MetadataValue Value { get; init; }

    /// <summary>The number of documents, each counted once.</summary>
    public required long Documents { get; init; }
}
