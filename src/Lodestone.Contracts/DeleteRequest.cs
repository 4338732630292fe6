using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>The documents to delete: by their ids, or by a filter.</summary>
public sealed record DeleteRequest
{
    /// <summary>Ids of documents.</summary>
    [Length(1, RequestLimits.MaxIds)]
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>A filter, such as <c>year &lt; 2020</c>.</summary>
    [Length(1, RequestLimits.MaxFilterLength)]
    public string? Filter { get; init; }
}

/// <summary>How many documents a deletion took out.</summary>
public sealed record DeletedResponse
{
    /// <summary>Documents that were there.</summary>
    public required int Deleted { get; init; }
}
