using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>The documents to read.</summary>
public sealed record GetRequest
{
    /// <summary>Ids of documents. A repeated id has one result.</summary>
    [Length(1, RequestLimits.MaxPageDocuments)]
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <summary>Documents by their ids, in the requested order.</summary>
public sealed record GetResponse
{
    /// <summary>The documents found.</summary>
    public required IReadOnlyList<DocumentResponse> Documents { get; init; }

    /// <summary>Ids for which the collection has no document.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Ids that were not read because the response was full; request them next. Usually empty.</summary>
    public required IReadOnlyList<string> Remaining { get; init; }
}
