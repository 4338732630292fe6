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

/// <summary>The result of a deletion.</summary>
public sealed record DeletedResponse
{
    /// <summary>The number of deleted documents.</summary>
    public required int Deleted { get; init; }
}
