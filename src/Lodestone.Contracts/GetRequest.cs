using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>The documents to read.</summary>
public sealed record GetRequest
{
    /// <summary>Ids of documents. One that is there twice is answered once.</summary>
    [Length(1, RequestLimits.MaxPageDocuments)]
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <summary>Documents by their ids, in the order they were asked for.</summary>
public sealed record GetResponse
{
    /// <summary>Those that are there.</summary>
    public required IReadOnlyList<DocumentResponse> Documents { get; init; }

    /// <summary>Ids of which the collection has no document.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Ids that were not looked up, because the answer was full; ask for them next. Mostly none.</summary>
    public required IReadOnlyList<string> Remaining { get; init; }
}
