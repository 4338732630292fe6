using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>A page of a collection's documents, in ascending order of id.</summary>
public sealed record ListRequest
{
    /// <summary>A filter that documents must match, such as <c>plan = "free"</c>. Default: all documents.</summary>
    [Length(0, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>
    /// Whether a field of the filter that no document has is an error. Default: false, its comparisons are false and the response
    /// names it.
    /// </summary>
    public bool? Strict { get; init; }

    /// <summary>The id after which the page begins. Default: the beginning of the list.</summary>
    public string? After { get; init; }

    /// <summary>The maximum number of documents; a page of long ones ends earlier. Default: 100.</summary>
    [Range(1, RequestLimits.MaxPageDocuments)]
    public int? Top { get; init; }
}
